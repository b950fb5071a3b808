using Chat.Local.Cosmos.Batch;
using Chat.Local.Cosmos.Items;
using Chat.Local.Cosmos.Storage;

namespace Chat.Local.Cosmos.Http;

/// <summary>Transactional batches, and the bulk requests that share their format.</summary>
internal sealed class BatchEndpoint(ItemService items)
{
    private const int MaximumOperations = 100;
    private const int MaximumBytes = 2 * 1024 * 1024;

    public async Task<CosmosResponse> RunAsync(CosmosRequest request, Container container)
    {
        var body = await request.BodyAsync();
        if (body.Length > MaximumBytes)
        {
            throw CosmosError.TooLarge("The batch is larger than 2 MB.");
        }

        var operations = RecordIo.Read(body).Select(BatchOperation.Read).ToList();
        if (operations.Count is 0 or > MaximumOperations)
        {
            throw CosmosError.BadRequest($"A batch has 1 to {MaximumOperations} operations.");
        }

        var (results, lsn) = request.Is(Headers.IsAtomic)
            ? await RunAtomicAsync(request, container, operations)
            : await RunEachAsync(container, operations);
        return new CosmosResponse(
            results.All(result => result.Status < 400) ? 200 : 207,
            RecordIo.Write(results.Select(BatchResult.Write)))
        {
            ContentType = "application/octet-stream",
            Charge = results.Sum(result => result.Charge),
            Lsn = lsn,
            Batched = operations.Count,
        };
    }

    private Task<ItemService.Outcome<IReadOnlyList<ItemResult>>> RunAtomicAsync(
        CosmosRequest request, Container container, List<BatchOperation> operations)
    {
        var epk = request.RequireKey(container);
        return items.RunAtomicAsync(container, [.. operations.Select(operation => Command(operation, epk))]);
    }

    private async Task<ItemService.Outcome<IReadOnlyList<ItemResult>>> RunEachAsync(
        Container container, List<BatchOperation> operations)
    {
        var results = new List<ItemResult>();
        long lsn = 0;
        foreach (var operation in operations)
        {
            try
            {
                var key = operation.PartitionKey
                    ?? throw CosmosError.BadRequest("A bulk operation has no partition key.");
                var outcome = await items.RunAsync(container, Command(operation, CosmosRequest.FullKey(container, key)));
                lsn = outcome.Lsn;
                results.Add(operation.MinimalReturn ? outcome.Value with { Body = null } : outcome.Value);
            }
            catch (CosmosError error)
            {
                results.Add(ItemService.Failed(error));
            }
        }

        return new ItemService.Outcome<IReadOnlyList<ItemResult>>(results, lsn);
    }

    private static ItemCommand Command(BatchOperation operation, string epk) => new(
        operation.Verb, epk, operation.Id, operation.Body, operation.IfMatch, operation.IfNoneMatch,
        operation.MinimalReturn);
}
