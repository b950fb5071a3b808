using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using static Chat.Local.Tests.Cosmos.Wire;

namespace Chat.Local.Tests.Cosmos;

/// <summary>Queries and reads over several partitions.</summary>
public sealed class CrossPartitionConformance(Account account) : IClassFixture<Account>
{
    [Theory, EveryVariant, Trait("Item", "39"), Trait("Item", "40"), Trait("Item", "41")]
    public async Task A_query_without_a_key_sees_every_partition(Variant variant)
    {
        var container = await FilledAsync(variant);
        var ordered = Sql("SELECT * FROM c WHERE c.seq > 1 ORDER BY c.seq DESC");
        Assert.Equal([3, 3, 3, 2, 2, 2], (await AllAsync<Message>(container, ordered)).Select(message => message.Seq));
        var pages = await ResumedPagesAsync<Message>(container, ordered, null, 4);
        Assert.Equal([4, 2], pages.Select(page => page.Count));
        Assert.Equal(6, pages.SelectMany(page => page).Select(message => message.Id).Distinct().Count());
        Assert.Equal(9, Assert.Single(await AllAsync<int>(container, Sql("SELECT VALUE COUNT(1) FROM c"))));
        var one = await AllAsync<Message>(container, Sql("SELECT * FROM c WHERE c.channelId = 'b'"));
        Assert.Equal(["b", "b", "b"], one.Select(message => message.ChannelId));
    }

    [Theory, EveryVariant, Trait("Item", "43")]
    public async Task ReadMany_finds_what_exists(Variant variant)
    {
        var container = await FilledAsync(variant);
        async Task<List<string>> ManyAsync(params (string, PartitionKey)[] keys) =>
            [.. (await container.ReadManyItemsAsync<Message>(keys)).Select(message => message.Id).Order()];
        Assert.Equal(["a-001", "a-003"], await ManyAsync(("a-001", In("a")), ("a-003", In("a")), ("none", In("a"))));
        Assert.Equal(["a-001", "b-001"], await ManyAsync(("a-001", In("a")), ("b-001", In("b")), ("b-001", In("c"))));
        Assert.Equal(["c-002"], await ManyAsync(("c-002", In("c"))));
        Assert.Empty(await ManyAsync(("c-002", In("a")), ("none", In("b"))));
    }

    [Theory, EveryVariant, Trait("Item", "43")]
    public async Task ReadMany_works_where_the_id_is_the_key(Variant variant)
    {
        var container = await account.CreateAsync(variant, new ContainerProperties { PartitionKeyPath = "/id" });
        foreach (var id in new[] { "x", "y", "z" })
        {
            await container.CreateItemAsync(new Message(id, "any", 1), new PartitionKey(id));
        }

        var found = await container.ReadManyItemsAsync<Message>(
            [("x", new PartitionKey("x")), ("z", new PartitionKey("z")), ("none", new PartitionKey("none"))]);
        Assert.Equal(["x", "z"], found.Select(message => message.Id).Order());
    }

    [Theory, EveryVariant]
    public async Task ReadMany_over_hierarchical_keys_asks_once_per_thousand(Variant variant)
    {
        var container = await account.CreateAsync(variant, new ContainerProperties { PartitionKeyPaths = ["/channelId", "/seq"] });
        static PartitionKey Key(int seq) => new PartitionKeyBuilder().Add("general").Add(seq).Build();
        foreach (var seq in Enumerable.Range(1, 30))
        {
            await container.CreateItemAsync(new Message("same", "general", seq), Key(seq));
        }

        await container.ReadManyItemsAsync<Message>([("same", Key(1))]);
        account.Emulator.Requests.Clear();
        var found = await container.ReadManyItemsAsync<Message>([.. Enumerable.Range(1, 500).Select(seq => ("same", Key(seq)))]);
        Assert.Equal(Enumerable.Range(1, 30).Select(seq => (double)seq), found.Select(message => message.Seq).Order());
        Assert.Equal((1, 0), (account.Emulator.Requests.Count("query"), account.Emulator.Requests.Count("read")));
    }

    [Theory, EveryVariant, Trait("Item", "65")]
    public async Task There_is_one_feed_range_and_it_has_everything(Variant variant)
    {
        var container = await FilledAsync(variant);
        var range = Assert.Single(await container.GetFeedRangesAsync());
        Assert.Equal("""{"Range":{"min":"","max":"FF"}}""", range.ToJsonString());
        using var iterator = container.GetItemQueryIterator<Message>(range, Sql("SELECT * FROM c"));
        Assert.Equal(9, (await iterator.ReadNextAsync()).Count);
    }

    [Theory, EveryVariant]
    public async Task A_token_of_another_query_is_refused(Variant variant)
    {
        var container = await FilledAsync(variant);
        using var first = container.GetItemQueryIterator<Message>(
            Sql("SELECT * FROM c"), requestOptions: Options(container, In("a"), 1));
        var token = (await first.ReadNextAsync()).ContinuationToken;
        using var second = container.GetItemQueryIterator<JsonElement>(
            Sql("SELECT c.id FROM c"), token, Options(container, In("a"), 1));
        await RefusedAsync(HttpStatusCode.BadRequest, () => second.ReadNextAsync());
    }

    private async Task<Container> FilledAsync(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        foreach (var channel in new[] { "a", "b", "c" })
        {
            await FillAsync(container, channel, 3);
        }

        return container;
    }
}
