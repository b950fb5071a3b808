using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Channels;

/// <summary>The channels' own documents in container <c>channels</c>, and the one way they and their members are written: all
/// that an operation changes in one transaction, under the channel's etag.</summary>
public sealed class ChannelStore(ChatDatabase database)
{
    private readonly Container _container = database.Channels;

    public async Task<StoredChannel?> FindAsync(string channelId, CancellationToken cancellationToken) =>
        ChannelId.IsValid(channelId) && await FindAsync<ChannelDocument>(channelId, ChannelDocument.DocumentId, cancellationToken) is { } found
            ? new StoredChannel(found.Value, found.ETag)
            : null;

    /// <summary>Channels by their id; those that are not there are missing.</summary>
    public async Task<IReadOnlyDictionary<string, ChannelDocument>> FindManyAsync(
        IEnumerable<string> channelIds, CancellationToken cancellationToken)
    {
        var items = channelIds.Select(channelId => (ChannelDocument.DocumentId, new PartitionKey(channelId))).ToList();
        var found = await _container.FindManyAsync<ChannelDocument>(items, cancellationToken);
        return found.ToDictionary(channel => channel.ChannelId);
    }

    public async Task<StoredInvite?> FindInviteAsync(string channelId, string inviteId, CancellationToken cancellationToken) =>
        await FindAsync<InviteDocument>(channelId, InviteDocument.IdOf(inviteId), cancellationToken) is { } found
            ? new StoredInvite(found.Value, found.ETag)
            : null;

    public async Task<OperationDocument?> FindOperationAsync(string channelId, long version, CancellationToken cancellationToken) =>
        (await FindAsync<OperationDocument>(channelId, OperationDocument.IdOf(version), cancellationToken))?.Value;

    /// <summary>Creates the channel and its members, all or nothing, unless it exists.</summary>
    /// <param name="alongside">Adds to the transaction what belongs to it.</param>
    /// <returns>Whether it was created.</returns>
    public async Task<bool> CreateAsync(Roster roster, Action<TransactionalBatch>? alongside, CancellationToken cancellationToken)
    {
        var batch = _container.CreateTransactionalBatch(new PartitionKey(roster.Channel.ChannelId));
        batch.CreateItem(roster.Channel);
        batch.CreateItem(roster.Creation);
        foreach (var member in roster.Members)
        {
            batch.CreateItem(member);
        }

        alongside?.Invoke(batch);
        return await batch.TryExecuteAsync(cancellationToken);
    }

    /// <returns>Whether the channel still was what it was.</returns>
    public Task<bool> TryCommitAsync(StoredChannel before, Change change, CancellationToken cancellationToken)
    {
        var batch = _container.CreateTransactionalBatch(new PartitionKey(before.Channel.ChannelId));
        batch.PatchItem(
            ChannelDocument.DocumentId,
            ChannelPatch.Between(before.Channel, change.Channel),
            new TransactionalBatchPatchItemRequestOptions { IfMatchEtag = before.ETag });
        foreach (var member in change.Members)
        {
            batch.UpsertItem(member);
        }

        foreach (var operation in change.Operations)
        {
            batch.CreateItem(operation);
        }

        if (change.Used is { Invite.UsesLeft: not null } used)
        {
            batch.PatchItem(
                used.Invite.Id,
                [PatchOperation.Increment("/usesLeft", -1)],
                new TransactionalBatchPatchItemRequestOptions { IfMatchEtag = used.ETag });
        }

        return batch.TryExecuteAsync(cancellationToken);
    }

    private Task<Stored<T>?> FindAsync<T>(string channelId, string id, CancellationToken cancellationToken)
        where T : class =>
        _container.FindStoredAsync<T>(id, new PartitionKey(channelId), cancellationToken);
}
