using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using static Chat.Local.Tests.Cosmos.Wire;

namespace Chat.Local.Tests.Cosmos;

/// <summary>The access patterns of the channel log, on its own kind of container. The charge tells how many items a query
/// looked at, so a query that walks a bucket fails here without a stopwatch.</summary>
public sealed class MessageLog(MessageLog.Log log) : IClassFixture<MessageLog.Log>
{
    private const double ChargeOfAFewItems = 6;

    [Fact]
    public async Task The_head_is_found_by_prefix_without_walking_the_channel()
    {
        var query = Sql("SELECT TOP 1 * FROM c WHERE c.channelId = @c ORDER BY c.seq DESC", ("@c", "general"));
        Assert.Equal([Log.Count], await SeqsAsync(query, Prefix()));
    }

    [Fact]
    public async Task The_tail_and_an_own_entry_are_found_in_one_query()
    {
        var query = Sql(
            "SELECT TOP 20 * FROM c WHERE c.channelId=@c AND (c.seq > @h OR (c.senderId=@s AND c.clientId=@i)) ORDER BY c.seq DESC",
            ("@c", "general"), ("@h", Log.Count - 3), ("@s", "Ann"), ("@i", "client-17"));
        Assert.Equal([Log.Count, Log.Count - 1, Log.Count - 2, 17], await SeqsAsync(query, Prefix()));
    }

    [Fact]
    public async Task A_page_of_history_costs_the_same_wherever_it_lies()
    {
        var query = Sql(
            "SELECT * FROM c WHERE c.channelId=@c AND c.bucket=@b AND c.seq>@a AND c.seq<=@z ORDER BY c.seq",
            ("@c", "general"), ("@b", 1), ("@a", 1500), ("@z", 1510));
        Assert.Equal(Enumerable.Range(1501, 10).Select(seq => (double)seq), await SeqsAsync(query, Full(1)));
    }

    [Fact]
    public async Task The_head_of_a_bucket_is_one_item()
    {
        var query = Sql("SELECT TOP 1 * FROM c WHERE c.channelId=@c ORDER BY c.seq DESC", ("@c", "general"));
        Assert.Equal([1000], await SeqsAsync(query, Full(0)));
    }

    [Fact]
    public async Task A_taken_seq_and_a_repeated_client_id_are_conflicts()
    {
        await RefusedAsync(HttpStatusCode.Conflict, () => log.Container.CreateItemAsync(Entry(1, "fresh"), Full(0)));
        await RefusedAsync(HttpStatusCode.Conflict, () => log.Container.CreateItemAsync(
            Entry(Log.Count + 1, $"client-{Log.Count}"), Full(Log.Bucket(Log.Count + 1))));
    }

    [Fact]
    public async Task ORDER_BY_on_an_excluded_path_is_refused_as_the_cloud_does()
    {
        var excluded = await RefusedAsync(HttpStatusCode.BadRequest, () => AllAsync<JsonElement>(
            log.Container, Sql("SELECT * FROM c ORDER BY c.text"), Full(0)));
        Assert.Contains("excluded", excluded.Message, StringComparison.Ordinal);
        var composite = await RefusedAsync(HttpStatusCode.BadRequest, () => AllAsync<JsonElement>(
            log.Container, Sql("SELECT * FROM c ORDER BY c.senderId, c.seq"), Full(0)));
        Assert.Contains("composite", composite.Message, StringComparison.Ordinal);
    }

    private static PartitionKey Prefix() => new PartitionKeyBuilder().Add("general").Build();

    private static PartitionKey Full(int bucket) => new PartitionKeyBuilder().Add("general").Add(bucket).Build();

    private static JsonElement Entry(int seq, string clientId) => JsonElement.Parse($$"""
        {"id":"{{seq}}","channelId":"general","bucket":{{Log.Bucket(seq)}},"seq":{{seq}},"senderId":"Ann",
         "clientId":"{{clientId}}","text":"entry {{seq}}"}
        """);

    private async Task<List<double>> SeqsAsync(QueryDefinition query, PartitionKey key)
    {
        var options = new QueryRequestOptions { PartitionKey = key, EnableOptimisticDirectExecution = true };
        using var iterator = log.Container.GetItemQueryIterator<Message>(query, requestOptions: options);
        log.Account.Emulator.Requests.Clear();
        var page = await iterator.ReadNextAsync();
        Assert.False(iterator.HasMoreResults);
        Assert.InRange(page.RequestCharge, 2.3, ChargeOfAFewItems);
        // Optimistic direct execution: one request, no plan.
        Assert.Equal((1, 0), (log.Account.Emulator.Requests.Count("query"), log.Account.Emulator.Requests.Count("plan")));
        return [.. page.Select(message => message.Seq)];
    }

    /// <summary>A channel of two buckets of a thousand entries and half a third.</summary>
    public sealed class Log : IAsyncLifetime
    {
        public const int Count = 2500;
        private const int BucketSize = 1000;

        public Account Account { get; } = new();

        public Container Container { get; private set; } = null!;

        public static int Bucket(int seq) => (seq - 1) / BucketSize;

        public async ValueTask InitializeAsync()
        {
            await Account.InitializeAsync();
            await Account.Emulator.CreateContainersAsync("chat", Account.Definitions("""
                [{"id":"messages","partitionKey":{"paths":["/channelId","/bucket"],"kind":"MultiHash","version":2},
                  "uniqueKeyPolicy":{"uniqueKeys":[{"paths":["/senderId","/clientId"]}]},
                  "indexingPolicy":{"includedPaths":[{"path":"/channelId/?"},{"path":"/bucket/?"},{"path":"/seq/?"},
                    {"path":"/senderId/?"},{"path":"/clientId/?"}],"excludedPaths":[{"path":"/*"}]}}]
                """));
            Container = Account.Client(Variant.Default).GetContainer("chat", "messages");
            foreach (var chunk in Enumerable.Range(1, Count).Chunk(100))
            {
                var batch = chunk.Aggregate(
                    Container.CreateTransactionalBatch(Full(Bucket(chunk[0]))),
                    (all, seq) => all.CreateItem(Entry(seq, $"client-{seq}")));
                using var response = await batch.ExecuteAsync();
                Assert.True(response.IsSuccessStatusCode);
            }
        }

        public ValueTask DisposeAsync() => Account.DisposeAsync();
    }
}
