using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Chat.Local.Tests.Cosmos;

/// <summary>An account with a container of channel entries: buckets of a thousand, indexed as the log's queries need it.</summary>
public sealed class EntryAccount : IAsyncLifetime
{
    private const int BucketSize = 1000;
    private readonly Account _account = new();

    public Container Container { get; private set; } = null!;

    public static PartitionKey Bucket(string channel, int bucket) =>
        new PartitionKeyBuilder().Add(channel).Add(bucket).Build();

    public static PartitionKey BucketOf(string channel, int seq) => Bucket(channel, (seq - 1) / BucketSize);

    public static PartitionKey Prefix(string channel) => new PartitionKeyBuilder().Add(channel).Build();

    /// <param name="more">Further members, each with a comma before it.</param>
    public static JsonElement Entry(string channel, int seq, string more = "", string? clientId = null) => JsonElement.Parse(
        $$"""
        {"id":"{{seq}}","channelId":"{{channel}}","bucket":{{(seq - 1) / BucketSize}},"seq":{{seq}},"senderId":"Ann",
         "clientId":"{{clientId ?? $"client-{seq}"}}","text":"entry {{seq}}"{{more}}}
        """);

    /// <summary>Stores entries, a hundred at a time; they stay in one bucket or begin one at a hundred's edge.</summary>
    public async Task CreateAsync(IReadOnlyList<JsonElement> entries)
    {
        foreach (var chunk in entries.Chunk(100))
        {
            var key = BucketOf(chunk[0].GetProperty("channelId").GetString()!, chunk[0].GetProperty("seq").GetInt32());
            using var response = await chunk.Aggregate(
                Container.CreateTransactionalBatch(key), (batch, entry) => batch.CreateItem(entry)).ExecuteAsync();
            Assert.True(response.IsSuccessStatusCode);
        }
    }

    /// <summary>The numbers a query finds, and its charge.</summary>
    public async Task<(List<int> Seqs, double Charge)> QueryAsync(QueryDefinition query, PartitionKey key)
    {
        var options = new QueryRequestOptions { PartitionKey = key, EnableOptimisticDirectExecution = true };
        using var pages = Container.GetItemQueryIterator<JsonElement>(query, requestOptions: options);
        var (seqs, charge) = (new List<int>(), 0.0);
        while (pages.HasMoreResults)
        {
            var page = await pages.ReadNextAsync();
            seqs.AddRange(page.Select(entry => entry.GetProperty("seq").GetInt32()));
            charge += page.RequestCharge;
        }

        return (seqs, charge);
    }

    public async ValueTask InitializeAsync()
    {
        await _account.InitializeAsync();
        await _account.Emulator.CreateContainersAsync("chat", Account.Definitions("""
            [{"id":"messages","partitionKey":{"paths":["/channelId","/bucket"],"kind":"MultiHash","version":2},
              "uniqueKeyPolicy":{"uniqueKeys":[{"paths":["/senderId","/clientId"]}]},
              "indexingPolicy":{"includedPaths":[{"path":"/channelId/?"},{"path":"/bucket/?"},{"path":"/seq/?"},
                {"path":"/senderId/?"},{"path":"/clientId/?"},{"path":"/thread/?"},{"path":"/target/?"},{"path":"/pinned/?"}],
               "excludedPaths":[{"path":"/*"}]}}]
            """));
        Container = _account.Client(Variant.Default).GetContainer("chat", "messages");
    }

    public ValueTask DisposeAsync() => _account.DisposeAsync();
}
