using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Channels;

/// <summary>The member documents in container <c>channels</c>: who may read and write what.</summary>
public sealed class Memberships(ChatDatabase database)
{
    private const string Members =
        "SELECT TOP @limit * FROM c WHERE c.channelId = @channelId AND c.type = 'member' AND c.userId > @after AND ";

    private readonly Container _container = database.Channels;

    /// <summary>One point read: the whole check of a send.</summary>
    /// <exception cref="ChatException">Not a member, or no such channel: the caller cannot tell which.</exception>
    public async Task<MemberDocument> RequireMemberAsync(string channelId, string userId, CancellationToken cancellationToken)
    {
        var member = ChannelId.IsValid(channelId) ? await FindAsync(channelId, userId, cancellationToken) : null;
        return member is { IsPresent: true } ? member : throw ChannelId.NotFound();
    }

    /// <summary>The check of what is no send: two point reads, since the members of a deleted channel are taken out by and by.</summary>
    /// <exception cref="ChatException">Not a member, or no such channel (any more): the caller cannot tell which.</exception>
    public async Task<MemberDocument> RequirePresentAsync(string channelId, string userId, CancellationToken cancellationToken)
    {
        var requiring = RequireMemberAsync(channelId, userId, cancellationToken);
        var channel = ChannelId.IsValid(channelId)
            ? await _container.FindAsync<ChannelDocument>(ChannelDocument.DocumentId, new PartitionKey(channelId), cancellationToken)
            : null;
        var member = await requiring;
        return channel?.DeletedAt is null ? member : throw ChannelId.NotFound();
    }

    /// <summary>One who is or was a member, or is banned.</summary>
    public Task<MemberDocument?> FindAsync(string channelId, string userId, CancellationToken cancellationToken) =>
        _container.FindAsync<MemberDocument>(MemberDocument.IdOf(userId), new PartitionKey(channelId), cancellationToken);

    /// <summary>One user as a member of several channels, by channel; those where the user is none are missing.</summary>
    public async Task<IReadOnlyDictionary<string, MemberDocument>> FindManyAsync(
        string userId, IEnumerable<string> channelIds, CancellationToken cancellationToken)
    {
        var id = MemberDocument.IdOf(userId);
        var found = await FindManyAsync(channelIds.Select(channelId => (id, new PartitionKey(channelId))), cancellationToken);
        return found.ToDictionary(member => member.ChannelId);
    }

    /// <summary>Those of the users who are members now.</summary>
    public async Task<IReadOnlySet<string>> FindPresentAsync(
        string channelId, IEnumerable<string> userIds, CancellationToken cancellationToken)
    {
        var key = new PartitionKey(channelId);
        var found = await FindManyAsync(userIds.Select(userId => (MemberDocument.IdOf(userId), key)), cancellationToken);
        return found.Select(member => member.UserId).ToHashSet();
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

    /// <summary>Members by user id, from the one after <paramref name="after"/>.</summary>
    public Task<List<MemberDocument>> ListAsync(string channelId, string after, int limit, CancellationToken cancellationToken) =>
        QueryAsync(Members + "NOT IS_DEFINED(c.removedAt) ORDER BY c.userId", channelId, after, limit, cancellationToken);

    /// <summary>Those who are kept out, likewise.</summary>
    public Task<List<MemberDocument>> ListBannedAsync(
        string channelId, string after, int limit, CancellationToken cancellationToken) =>
        QueryAsync(Members + "IS_DEFINED(c.bannedAt) ORDER BY c.userId", channelId, after, limit, cancellationToken);

    /// <summary>Counts them one by one: for a channel of an earlier build, once.</summary>
    public async Task<int> CountAsync(string channelId, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(
                "SELECT VALUE COUNT(1) FROM c WHERE c.channelId = @channelId AND c.type = 'member' AND NOT IS_DEFINED(c.removedAt)")
            .WithParameter("@channelId", channelId);
        return (await _container.QueryAsync<int>(query, new PartitionKey(channelId), cancellationToken))[0];
    }

    /// <summary>Up to a hundred members leave, all or none.</summary>
    public async Task RemoveAsync(
        string channelId, IReadOnlyList<MemberDocument> members, long version, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var batch = _container.CreateTransactionalBatch(new PartitionKey(channelId));
        foreach (var member in members)
        {
            batch.PatchItem(member.Id, [PatchOperation.Set("/removedAt", at), PatchOperation.Set("/version", version)]);
        }

        using var response = await batch.ExecuteAsync(cancellationToken);
        FailedOperation.Of(response)?.Throw();
    }

    private async Task<IEnumerable<MemberDocument>> FindManyAsync(
        IEnumerable<(string Id, PartitionKey Key)> items, CancellationToken cancellationToken) =>
        (await _container.FindManyAsync<MemberDocument>([.. items], cancellationToken)).Where(member => member.IsPresent);

    private Task<List<MemberDocument>> QueryAsync(
        string text, string channelId, string after, int limit, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(text)
            .WithParameter("@limit", limit).WithParameter("@channelId", channelId).WithParameter("@after", after);
        return _container.QueryAsync<MemberDocument>(query, new PartitionKey(channelId), cancellationToken);
    }
}
