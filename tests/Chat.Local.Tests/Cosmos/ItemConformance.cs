using System.Net;
using Microsoft.Azure.Cosmos;
using static Chat.Local.Tests.Cosmos.Wire;

namespace Chat.Local.Tests.Cosmos;

/// <summary>Point operations, by the official SDK.</summary>
public sealed class ItemConformance(Account account) : IClassFixture<Account>
{
    private static readonly Message Hello = NewMessage("general", 1);

    [Theory, EveryVariant, Trait("Item", "4"), Trait("Item", "57")]
    public async Task A_created_item_comes_back_with_its_etag_and_a_session_token(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        var created = await container.CreateItemAsync(Hello, In("general"));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(Hello with { Tags = created.Resource.Tags }, created.Resource);
        Assert.Equal(Hello.Tags, created.Resource.Tags);
        Assert.StartsWith("0:-1#", created.Headers.Session, StringComparison.Ordinal);
        Assert.True(created.RequestCharge > 4.9);

        var body = await container.ReadItemAsync<System.Text.Json.JsonElement>(Hello.Id, In("general"));
        Assert.Equal(created.ETag, body.Resource.GetProperty("_etag").GetString());
        Assert.Equal(created.ETag, body.ETag);
    }

    [Theory, EveryVariant, Trait("Item", "5")]
    public async Task The_partition_key_may_be_left_to_the_SDK(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        Assert.Equal(HttpStatusCode.Created, (await container.CreateItemAsync(Hello)).StatusCode);
        Assert.Equal(Hello.Seq, (await container.ReadItemAsync<Message>(Hello.Id, In("general"))).Resource.Seq);
    }

    [Theory, EveryVariant, Trait("Item", "6")]
    public async Task A_write_without_content_response_answers_an_etag_and_no_body(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        var options = new ItemRequestOptions { EnableContentResponseOnWrite = false };
        var created = await container.CreateItemAsync(Hello, In("general"), options);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Null(created.Resource);
        Assert.NotEmpty(created.ETag);
    }

    [Theory, EveryVariant, Trait("Item", "7"), Trait("Item", "8")]
    public async Task An_id_is_taken_in_its_own_partition_only(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        await container.CreateItemAsync(Hello, In("general"));
        await RefusedAsync(HttpStatusCode.Conflict, () => container.CreateItemAsync(Hello with { Seq = 2 }, In("general")));
        await container.CreateItemAsync(Hello with { ChannelId = "random", Seq = 3 }, In("random"));
        Assert.Equal(1, (await container.ReadItemAsync<Message>(Hello.Id, In("general"))).Resource.Seq);
        Assert.Equal(3, (await container.ReadItemAsync<Message>(Hello.Id, In("random"))).Resource.Seq);
    }

    [Theory, EveryVariant, Trait("Item", "9")]
    public async Task A_missing_item_is_told_from_a_missing_container(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        var item = await RefusedAsync(HttpStatusCode.NotFound, () => container.ReadItemAsync<Message>("none", In("general")));
        Assert.Equal(0, item.SubStatusCode);
        var elsewhere = account.Client(variant).GetContainer("chat", "no-such-container");
        await RefusedAsync(HttpStatusCode.NotFound, () => elsewhere.ReadItemAsync<Message>("none", In("general")));
    }

    [Theory, EveryVariant, Trait("Item", "10")]
    public async Task A_read_with_the_current_etag_is_not_modified(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        var created = await container.CreateItemAsync(Hello, In("general"));
        var options = new ItemRequestOptions { IfNoneMatchEtag = created.ETag };
        using var stream = await container.ReadItemStreamAsync(Hello.Id, In("general"), options);
        Assert.Equal(HttpStatusCode.NotModified, stream.StatusCode);
        await RefusedAsync(HttpStatusCode.NotModified, () => container.ReadItemAsync<Message>(Hello.Id, In("general"), options));
        await container.ReplaceItemAsync(Hello with { Seq = 2 }, Hello.Id, In("general"));
        Assert.Equal(2, (await container.ReadItemAsync<Message>(Hello.Id, In("general"), options)).Resource.Seq);
    }

    [Theory, EveryVariant, Trait("Item", "11"), Trait("Item", "12")]
    public async Task A_replace_needs_the_item_and_its_current_etag(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        await RefusedAsync(HttpStatusCode.NotFound, () => container.ReplaceItemAsync(Hello, Hello.Id, In("general")));
        var created = await container.CreateItemAsync(Hello, In("general"));
        var fresh = new ItemRequestOptions { IfMatchEtag = created.ETag };
        var replaced = await container.ReplaceItemAsync(Hello with { Seq = 2 }, Hello.Id, In("general"), fresh);
        Assert.NotEqual(created.ETag, replaced.ETag);
        await RefusedAsync(
            HttpStatusCode.PreconditionFailed,
            () => container.ReplaceItemAsync(Hello with { Seq = 3 }, Hello.Id, In("general"), fresh));
        Assert.Equal(2, (await container.ReadItemAsync<Message>(Hello.Id, In("general"))).Resource.Seq);
    }

    [Theory, EveryVariant, Trait("Item", "13")]
    public async Task An_upsert_that_creates_pays_no_heed_to_an_etag(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        var stale = new ItemRequestOptions { IfMatchEtag = "\"of another item\"" };
        var created = await container.UpsertItemAsync(Hello, In("general"), stale);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        await RefusedAsync(
            HttpStatusCode.PreconditionFailed, () => container.UpsertItemAsync(Hello, In("general"), stale));
    }

    [Theory, EveryVariant, Trait("Item", "13"), Trait("Item", "14")]
    public async Task An_upsert_creates_then_overwrites_unless_its_etag_is_stale(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        var created = await container.UpsertItemAsync(Hello, In("general"));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await container.UpsertItemAsync(Hello with { Seq = 2 }, In("general"))).StatusCode);
        var stale = new ItemRequestOptions { IfMatchEtag = created.ETag };
        await RefusedAsync(
            HttpStatusCode.PreconditionFailed, () => container.UpsertItemAsync(Hello with { Seq = 3 }, In("general"), stale));
        Assert.Equal(2, (await container.ReadItemAsync<Message>(Hello.Id, In("general"))).Resource.Seq);
    }

    [Theory, EveryVariant, Trait("Item", "19")]
    public async Task A_deleted_item_is_gone_and_a_stale_etag_deletes_nothing(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        await container.CreateItemAsync(Hello, In("general"));
        var stale = new ItemRequestOptions { IfMatchEtag = "\"stale\"" };
        await RefusedAsync(
            HttpStatusCode.PreconditionFailed, () => container.DeleteItemAsync<Message>(Hello.Id, In("general"), stale));
        var deleted = await container.DeleteItemAsync<Message>(Hello.Id, In("general"));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await RefusedAsync(HttpStatusCode.NotFound, () => container.DeleteItemAsync<Message>(Hello.Id, In("general")));
        await RefusedAsync(HttpStatusCode.NotFound, () => container.ReadItemAsync<Message>(Hello.Id, In("general")));
    }

    [Theory, EveryVariant, Trait("Item", "56")]
    public async Task The_stream_calls_answer_with_status_codes(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        static MemoryStream Body(double seq) =>
            new(System.Text.Encoding.UTF8.GetBytes($$"""{"id":"s","channelId":"general","seq":{{seq}}}"""));
        using var created = await container.CreateItemStreamAsync(Body(1), In("general"));
        using var upserted = await container.UpsertItemStreamAsync(Body(2), In("general"));
        using var read = await container.ReadItemStreamAsync("s", In("general"));
        using var missing = await container.ReadItemStreamAsync("none", In("general"));
        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound],
            new[] { created, upserted, read, missing }.Select(response => response.StatusCode));
    }

    [Theory, EveryVariant, Trait("Item", "61")]
    public async Task A_body_of_another_partition_is_refused(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        var refusal = await RefusedAsync(HttpStatusCode.BadRequest, () => container.CreateItemAsync(Hello, In("random")));
        Assert.Equal(1001, refusal.SubStatusCode);
    }

    [Theory, EveryVariant, Trait("Item", "66")]
    public async Task Ids_and_keys_keep_unusual_characters(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        foreach (var id in new[] { "a b", "a+b", "50%", "a|b", "a:b", "a@b", "käse-日本-😀", "quote\"'" })
        {
            var message = new Message(id, $"room/{id}", 1);
            await container.CreateItemAsync(message, In(message.ChannelId));
            var read = await container.ReadItemAsync<Message>(id, In(message.ChannelId));
            Assert.Equal((id, message.ChannelId), (read.Resource.Id, read.Resource.ChannelId));
            await container.DeleteItemAsync<Message>(id, In(message.ChannelId));
        }
    }
}
