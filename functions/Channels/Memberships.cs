using System.Net;
using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Channels;

/// <summary>Container <c>channels</c>: who may read and write what.</summary>
public sealed class Memberships(ChatDatabase database)
{
    /// <summary>One point read: the whole check of a send.</summary>
    /// <exception cref="ChatException">Not a member, or no such channel: the caller cannot tell which.</exception>
    public async Task<MemberDocument> RequireMemberAsync(string channelId, string userId, CancellationToken cancellationToken)
    {
        var member = ChannelId.IsValid(channelId)
            ? await database.Channels.FindAsync<MemberDocument>(
                MemberDocument.IdOf(userId), new PartitionKey(channelId), cancellationToken)
            : null;
        return member is { RemovedAt: null } ? member : throw ChannelId.NotFound();
    }

    /// <summary>Creates the channel and its members, all or nothing, unless it exists.</summary>
    /// <param name="alongside">Adds to the transaction what belongs to it.</param>
    /// <returns>Whether it was created.</returns>
    public async Task<bool> CreateAsync(
        Roster roster, Action<TransactionalBatch>? alongside, CancellationToken cancellationToken)
    {
        var batch = database.Channels.CreateTransactionalBatch(new PartitionKey(roster.Channel.ChannelId));
        batch.CreateItem(roster.Channel);
        foreach (var member in roster.Members)
        {
            batch.CreateItem(member);
        }

        alongside?.Invoke(batch);
        using var response = await batch.ExecuteAsync(cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed => false,
            _ when response.IsSuccessStatusCode => true,
            var status => throw new CosmosException(
                response.ErrorMessage, status, 0, response.ActivityId, response.RequestCharge),
        };
    }

    /// <summary>The channel with its present members.</summary>
    /// <exception cref="ChatException">There is no such channel.</exception>
    public async Task<Roster> ReadAsync(string channelId, CancellationToken cancellationToken)
    {
        var key = new PartitionKey(channelId);
        var channel = database.Channels.FindAsync<ChannelDocument>(ChannelDocument.DocumentId, key, cancellationToken);
        var query = new QueryDefinition(
                "SELECT * FROM c WHERE c.channelId = @channelId AND c.type = 'member' AND NOT IS_DEFINED(c.removedAt)")
            .WithParameter("@channelId", channelId);
        var members = await database.Channels.QueryAsync<MemberDocument>(query, key, cancellationToken);
        return new Roster(await channel ?? throw ChannelId.NotFound(), members);
    }
}
