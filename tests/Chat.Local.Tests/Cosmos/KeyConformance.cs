using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using static Chat.Local.Tests.Cosmos.Wire;

namespace Chat.Local.Tests.Cosmos;

/// <summary>Partition keys of every kind, and unique keys.</summary>
public sealed class KeyConformance(Account account) : IClassFixture<Account>
{
    [Theory, EveryVariant, Trait("Item", "60")]
    public async Task Keys_may_be_missing_null_numbers_or_booleans(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        (PartitionKey Key, string Body)[] kinds =
        [
            (PartitionKey.None, """{"id":"x"}"""),
            (PartitionKey.Null, """{"id":"x","channelId":null}"""),
            (new PartitionKey(5), """{"id":"x","channelId":5}"""),
            (new PartitionKey(5.5), """{"id":"x","channelId":5.5}"""),
            (new PartitionKey(true), """{"id":"x","channelId":true}"""),
            (new PartitionKey(false), """{"id":"x","channelId":false}"""),
            (new PartitionKey("5"), """{"id":"x","channelId":"5"}"""),
        ];
        foreach (var (key, body) in kinds)
        {
            var created = await container.CreateItemAsync(JsonElement.Parse(body), key);
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
            var query = await AllAsync<JsonElement>(container, Sql("SELECT * FROM c WHERE c.id = 'x'"), key);
            Assert.Equal(created.ETag, Assert.Single(query).GetProperty("_etag").GetString());
            Assert.Equal(created.ETag, (await container.ReadItemAsync<JsonElement>("x", key)).ETag);
        }

        await RefusedAsync(HttpStatusCode.Conflict, () => container.CreateItemAsync(
            JsonElement.Parse("""{"id":"x","channelId":5.0}"""), new PartitionKey(5)));
    }

    [Theory, EveryVariant, Trait("Item", "59")]
    public async Task A_hierarchical_key_is_queried_in_full_and_by_prefix(Variant variant)
    {
        var container = await account.CreateAsync(variant, new ContainerProperties
        {
            PartitionKeyPaths = ["/channelId", "/author"],
        });
        PartitionKey Full(string channel, string author) => new PartitionKeyBuilder().Add(channel).Add(author).Build();
        foreach (var seq in Enumerable.Range(1, 4))
        {
            var message = NewMessage("general", seq);
            await container.CreateItemAsync(message, Full("general", message.Author!));
        }

        await container.CreateItemAsync(NewMessage("random", 1), Full("random", "Bob"));
        var query = Sql("SELECT * FROM c WHERE c.channelId = @c ORDER BY c.seq DESC", ("@c", "general"));
        var full = await AllAsync<Message>(container, query, Full("general", "Ann"));
        Assert.Equal([4, 2], full.Select(message => message.Seq));
        var prefix = new PartitionKeyBuilder().Add("general").Build();
        Assert.Equal([4, 3, 2, 1], (await AllAsync<Message>(container, query, prefix, 3)).Select(message => message.Seq));
        Assert.Equal(4, Assert.Single(await AllAsync<int>(container, Sql("SELECT VALUE COUNT(1) FROM c"), prefix)));
        Assert.Equal(4, (await AllAsync<Message>(container, null, prefix, 3)).Count);
    }

    [Theory, EveryVariant]
    public async Task A_partial_key_addresses_no_item(Variant variant)
    {
        var container = await account.CreateAsync(variant, new ContainerProperties
        {
            PartitionKeyPaths = ["/channelId", "/author"],
        });
        var partial = new PartitionKeyBuilder().Add("general").Build();
        await RefusedAsync(HttpStatusCode.BadRequest, () => container.ReadItemAsync<Message>("x", partial));
    }

    [Theory, EveryVariant, Trait("Item", "50")]
    public async Task A_unique_key_holds_inside_one_partition(Variant variant)
    {
        var container = await account.CreateAsync(variant, new ContainerProperties
        {
            PartitionKeyPath = "/channelId",
            UniqueKeyPolicy = new UniqueKeyPolicy { UniqueKeys = { new UniqueKey { Paths = { "/author", "/likes" } } } },
        });
        var first = new Message("1", "general", 1) { Author = "Ann", Likes = 7 };
        await container.CreateItemAsync(first, In("general"));
        var refusal = await RefusedAsync(
            HttpStatusCode.Conflict, () => container.CreateItemAsync(first with { Id = "2", Seq = 2 }, In("general")));
        Assert.Contains("Unique index", refusal.ResponseBody, StringComparison.Ordinal);
        await container.CreateItemAsync(first with { Id = "2", ChannelId = "random" }, In("random"));
        await container.CreateItemAsync(first with { Id = "2", Likes = 8 }, In("general"));
        await RefusedAsync(HttpStatusCode.Conflict, () => container.ReplaceItemAsync(first with { Id = "2" }, "2", In("general")));
        Assert.Equal(8, (await container.ReadItemAsync<Message>("2", In("general"))).Resource.Likes);
    }

    [Theory, EveryVariant, Trait("Item", "50"), Trait("Item", "59")]
    public async Task A_unique_key_holds_inside_one_full_hierarchical_key(Variant variant)
    {
        var container = await account.CreateAsync(variant, new ContainerProperties
        {
            PartitionKeyPaths = ["/channelId", "/seq"],
            UniqueKeyPolicy = new UniqueKeyPolicy { UniqueKeys = { new UniqueKey { Paths = { "/author", "/likes" } } } },
        });
        static PartitionKey Full(Message message) =>
            new PartitionKeyBuilder().Add(message.ChannelId).Add(message.Seq).Build();
        var first = new Message("1", "general", 0) { Author = "Ann", Likes = 7 };
        await container.CreateItemAsync(first, Full(first));
        var same = first with { Id = "2" };
        await RefusedAsync(HttpStatusCode.Conflict, () => container.CreateItemAsync(same, Full(same)));

        // The same channel, but another bucket of it: nothing tells the service that the pair is taken there.
        var next = same with { Seq = 1 };
        Assert.Equal(HttpStatusCode.Created, (await container.CreateItemAsync(next, Full(next))).StatusCode);
        var prefix = new PartitionKeyBuilder().Add("general").Build();
        var both = await AllAsync<Message>(container, Sql("SELECT * FROM c WHERE c.likes = 7 ORDER BY c.seq"), prefix);
        Assert.Equal([0, 1], both.Select(message => message.Seq));
    }

    [Theory, EveryVariant]
    public async Task A_missing_unique_value_counts_as_null(Variant variant)
    {
        var container = await account.CreateAsync(variant, new ContainerProperties
        {
            PartitionKeyPath = "/channelId",
            UniqueKeyPolicy = new UniqueKeyPolicy { UniqueKeys = { new UniqueKey { Paths = { "/clientId" } } } },
        });
        await container.CreateItemAsync(JsonElement.Parse("""{"id":"1","channelId":"a"}"""), In("a"));
        await RefusedAsync(HttpStatusCode.Conflict, () => container.CreateItemAsync(
            JsonElement.Parse("""{"id":"2","channelId":"a","clientId":null}"""), In("a")));
        await container.CreateItemAsync(JsonElement.Parse("""{"id":"2","channelId":"a","clientId":"x"}"""), In("a"));
    }
}
