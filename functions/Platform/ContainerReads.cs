using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Platform;

/// <summary>A document as it was read, to be changed only if it still is what it was.</summary>
public sealed record Stored<T>(T Value, string ETag);

/// <summary>Reads in the two shapes the app uses, without an exception for what is merely absent.</summary>
public static class ContainerReads
{
    private static readonly TimeSpan ManyPatience = TimeSpan.FromSeconds(10);

    /// <summary>A point read; null when there is no such item.</summary>
    public static async Task<T?> FindAsync<T>(
        this Container container, string id, PartitionKey key, CancellationToken cancellationToken)
        where T : class => (await container.FindStoredAsync<T>(id, key, cancellationToken))?.Value;

    /// <summary>A point read; null when there is no such item.</summary>
    public static async Task<Stored<T>?> FindStoredAsync<T>(
        this Container container, string id, PartitionKey key, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await container.ReadItemStreamAsync(id, key, cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound && response.Headers["x-ms-substatus"] is null or "0")
        {
            return null;
        }

        response.EnsureSuccessStatusCode();
        var value = await JsonSerializer.DeserializeAsync<T>(response.Content, ChatJson.Options, cancellationToken);
        return new Stored<T>(value!, response.Headers.ETag);
    }

    /// <summary>Those of the items that exist, in one request for up to a thousand (in each physical partition).</summary>
    /// <param name="consistency">Other than the account's, where stale answers do no harm.</param>
    public static async Task<IReadOnlyList<T>> FindManyAsync<T>(
        this Container container,
        IReadOnlyList<(string Id, PartitionKey Key)> items,
        CancellationToken cancellationToken,
        ConsistencyLevel? consistency = null) => items.Count == 0
            ? []
            : [.. await container.ReadManyAsync<T>(items, consistency, cancellationToken)];

    /// <summary>The SDK goes on with a read of many for minutes, however often the database refuses it: whoever asked is answered before
    /// that.</summary>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    private static async Task<FeedResponse<T>> ReadManyAsync<T>(
        this Container container,
        IReadOnlyList<(string Id, PartitionKey Key)> items,
        ConsistencyLevel? consistency,
        CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ManyPatience);
        var options = new ReadManyRequestOptions { ConsistencyLevel = consistency };
        return await container.ReadManyItemsAsync<T>(items, options, patience.Token);
    }

    /// <summary>All items of a query inside one partition key, or inside one prefix of a hierarchical one.</summary>
    public static async Task<List<T>> QueryAsync<T>(
        this Container container, QueryDefinition query, PartitionKey key, CancellationToken cancellationToken)
    {
        var options = new QueryRequestOptions
        {
            PartitionKey = key,
            // One request instead of two: the query goes to its partition without a plan being asked for first.
            EnableOptimisticDirectExecution = true,
            // As many items in a page as fit, not a hundred.
            MaxItemCount = -1,
        };
        using var pages = container.GetItemQueryIterator<T>(query, requestOptions: options);
        var items = new List<T>();
        while (pages.HasMoreResults)
        {
            items.AddRange(await pages.ReadNextAsync(cancellationToken));
        }

        return items;
    }
}
