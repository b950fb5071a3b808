using Chat.Functions.Channels;
using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Reading;

/// <summary>Container <c>channels</c>, read for many channels or members at once.</summary>
public sealed class Readers(ChatDatabase database)
{
    private readonly Container _container = database.Channels;

    public Task<ChannelFace?> FindChannelAsync(string channelId, CancellationToken cancellationToken) =>
        _container.FindAsync<ChannelFace>(ChannelDocument.DocumentId, new PartitionKey(channelId), cancellationToken);

    public Task<Reader?> FindReaderAsync(string channelId, string userId, CancellationToken cancellationToken) =>
        _container.FindAsync<Reader>(MemberDocument.IdOf(userId), new PartitionKey(channelId), cancellationToken);

    /// <summary>Channels by their id.</summary>
    public async Task<IReadOnlyDictionary<string, ChannelFace>> FindChannelsAsync(
        IEnumerable<string> channelIds, CancellationToken cancellationToken)
    {
        var items = channelIds.Select(channelId => (ChannelDocument.DocumentId, new PartitionKey(channelId))).ToList();
        var found = await _container.FindManyAsync<ChannelFace>(items, cancellationToken);
        return found.ToDictionary(channel => channel.ChannelId);
    }

    /// <summary>One user as a member of several channels, by channel.</summary>
    public async Task<IReadOnlyDictionary<string, Reader>> FindReadersAsync(
        string userId, IEnumerable<string> channelIds, CancellationToken cancellationToken)
    {
        var id = MemberDocument.IdOf(userId);
        var items = channelIds.Select(channelId => (id, new PartitionKey(channelId))).ToList();
        var found = await _container.FindManyAsync<Reader>(items, cancellationToken);
        return found.Where(reader => reader.RemovedAt is null).ToDictionary(reader => reader.ChannelId);
    }

    /// <summary>Those of the users who are members now.</summary>
    public async Task<IReadOnlySet<string>> FindPresentAsync(
        string channelId, IEnumerable<string> userIds, CancellationToken cancellationToken)
    {
        var items = userIds.Select(userId => (MemberDocument.IdOf(userId), new PartitionKey(channelId))).ToList();
        var found = await _container.FindManyAsync<Reader>(items, cancellationToken);
        return found.Where(reader => reader.RemovedAt is null).Select(reader => reader.UserId).ToHashSet();
    }

    /// <summary>The members' ids, at most <paramref name="limit"/> of them; not of those who are kept from each other.</summary>
    public Task<List<string>> ListSharingAsync(string channelId, int limit, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(
                $"SELECT TOP {limit} VALUE c.userId FROM c WHERE c.channelId = @channelId AND c.type = 'member' "
                    + "AND NOT IS_DEFINED(c.removedAt) AND (NOT IS_DEFINED(c.blocked) OR c.blocked = false)")
            .WithParameter("@channelId", channelId);
        return _container.QueryAsync<string>(query, new PartitionKey(channelId), cancellationToken);
    }
}
