using System.Net;
using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Retention;

/// <summary>An erasure as it was read, to be advanced only if it still is what it was.</summary>
public sealed record StoredErasure(Erasure Erasure, string ETag);

/// <summary>Container <c>erasures</c>: what was asked for, how far it has come, and what was redacted.</summary>
public sealed class Erasures(ChatDatabase database)
{
    private readonly Container _container = database.Erasures;

    public async Task<StoredErasure?> FindAsync(string erasureId, CancellationToken cancellationToken) =>
        await _container.FindStoredAsync<Erasure>(Erasure.DocumentId, new PartitionKey(erasureId), cancellationToken) is { } found
            ? new StoredErasure(found.Value, found.ETag)
            : null;

    /// <summary>Creates the erasure, or finds the one that has this id already.</summary>
    public async Task<StoredErasure> FindOrCreateAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        await _container.TryCreateAsync(erasure, new PartitionKey(erasure.ErasureId), cancellationToken);
        return (await FindAsync(erasure.ErasureId, cancellationToken))!;
    }

    /// <summary>Stores progress.</summary>
    /// <returns>The erasure as it now is: another run may have been faster.</returns>
    public async Task<StoredErasure> AdvanceAsync(StoredErasure before, Erasure after, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _container.ReplaceItemAsync(
                after,
                after.Id,
                new PartitionKey(after.ErasureId),
                new ItemRequestOptions { IfMatchEtag = before.ETag },
                cancellationToken);
            return new StoredErasure(after, response.ETag);
        }
        catch (CosmosException error) when (error.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return (await FindAsync(after.ErasureId, cancellationToken))!;
        }
    }

    /// <summary>Notes channels that the user has written to; again changes nothing.</summary>
    public Task AddChannelsAsync(string erasureId, IReadOnlyList<string> channelIds, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(channelIds, cancellationToken, async (channelId, token) => await _container.TryCreateAsync(
            new { Id = "channel:" + channelId, Type = "channel", ErasureId = erasureId, ChannelId = channelId },
            new PartitionKey(erasureId),
            token));

    /// <summary>The first noted channel after another, or of all; null when there is none.</summary>
    public async Task<string?> NextChannelAsync(string erasureId, string? after, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(
                "SELECT TOP 1 VALUE c.channelId FROM c WHERE c.erasureId = @erasureId AND c.type = 'channel' "
                    + "AND c.channelId > @after ORDER BY c.channelId")
            .WithParameter("@erasureId", erasureId)
            .WithParameter("@after", after ?? "");
        return (await _container.QueryAsync<string>(query, new PartitionKey(erasureId), cancellationToken)).FirstOrDefault();
    }

    public Task<ReceiptPage?> FindPageAsync(string erasureId, int page, CancellationToken cancellationToken) =>
        _container.FindAsync<ReceiptPage>(ReceiptPage.IdOf(page), new PartitionKey(erasureId), cancellationToken);

    /// <summary>Stores a page, unless another run has stored it.</summary>
    /// <returns>The page that is stored.</returns>
    public async Task<ReceiptPage> KeepAsync(ReceiptPage page, CancellationToken cancellationToken) =>
        await _container.TryCreateAsync(page, new PartitionKey(page.ErasureId), cancellationToken)
            ? page
            : (await FindPageAsync(page.ErasureId, page.Page, cancellationToken))!;
}
