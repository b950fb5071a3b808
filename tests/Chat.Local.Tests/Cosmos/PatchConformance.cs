using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using static Chat.Local.Tests.Cosmos.Wire;

namespace Chat.Local.Tests.Cosmos;

/// <summary>Partial updates.</summary>
public sealed class PatchConformance(Account account) : IClassFixture<Account>
{
    private static readonly Message Hello = NewMessage("general", 2);

    [Theory, EveryVariant, Trait("Item", "15")]
    public async Task A_patch_sets_adds_replaces_moves_and_removes(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        await container.CreateItemAsync(
            JsonElement.Parse("""{"id":"p","channelId":"general","a":{"b":1,"gone":true},"list":[1,2],"old":"x"}"""), In("general"));
        var patched = await container.PatchItemAsync<JsonElement>("p", In("general"),
        [
            PatchOperation.Set("/a/b", 5),
            PatchOperation.Add("/list/-", 3),
            PatchOperation.Add("/list/0", 0),
            PatchOperation.Replace("/list/1", "one"),
            PatchOperation.Remove("/a/gone"),
            PatchOperation.Move("/old", "/fresh"),
            PatchOperation.Set("/added", new { x = "ü" }),
        ]);
        Assert.Equal(HttpStatusCode.OK, patched.StatusCode);
        var read = (await container.ReadItemAsync<JsonElement>("p", In("general"))).Resource;
        Assert.Equal("""{"b":5}""", read.GetProperty("a").GetRawText());
        Assert.Equal("""[0,"one",2,3]""", read.GetProperty("list").GetRawText());
        Assert.Equal(("x", "ü"), (read.GetProperty("fresh").GetString(), read.GetProperty("added").GetProperty("x").GetString()));
        Assert.False(read.TryGetProperty("old", out _));
        Assert.Equal(patched.ETag, read.GetProperty("_etag").GetString());
    }

    [Theory, EveryVariant, Trait("Item", "16")]
    public async Task An_increment_adds_fractions_and_creates_what_is_missing(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        await container.CreateItemAsync(Hello, In("general"));
        var patched = await container.PatchItemAsync<JsonElement>(
            Hello.Id, In("general"), [PatchOperation.Increment("/seq", 5.5), PatchOperation.Increment("/fresh", -1)]);
        Assert.Equal((7.5, -1), (patched.Resource.GetProperty("seq").GetDouble(), patched.Resource.GetProperty("fresh").GetInt32()));
        await RefusedAsync(HttpStatusCode.BadRequest, () => container.PatchItemAsync<JsonElement>(
            Hello.Id, In("general"), [PatchOperation.Increment("/author", 1)]));
    }

    [Theory, EveryVariant, Trait("Item", "17")]
    public async Task A_condition_decides_whether_a_patch_happens(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        await container.CreateItemAsync(Hello, In("general"));
        PatchItemRequestOptions When(string predicate) => new() { FilterPredicate = predicate };
        await container.PatchItemAsync<Message>(
            Hello.Id, In("general"), [PatchOperation.Set("/likes", 1)], When("from c where c.seq = 2 and c.author = 'Ann'"));
        var refusal = await RefusedAsync(HttpStatusCode.PreconditionFailed, () => container.PatchItemAsync<Message>(
            Hello.Id, In("general"), [PatchOperation.Set("/likes", 2)], When("from c where c.seq > 2")));
        Assert.Equal(1110, refusal.SubStatusCode);
        Assert.Equal(1, (await container.ReadItemAsync<Message>(Hello.Id, In("general"))).Resource.Likes);
    }

    [Theory, EveryVariant, Trait("Item", "18")]
    public async Task A_patch_needs_the_item_and_its_current_etag(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        PatchOperation[] like = [PatchOperation.Set("/likes", 1)];
        await RefusedAsync(HttpStatusCode.NotFound, () => container.PatchItemAsync<Message>("none", In("general"), like));
        await container.CreateItemAsync(Hello, In("general"));
        var stale = new PatchItemRequestOptions { IfMatchEtag = "\"stale\"" };
        await RefusedAsync(
            HttpStatusCode.PreconditionFailed, () => container.PatchItemAsync<Message>(Hello.Id, In("general"), like, stale));
        Assert.Null((await container.ReadItemAsync<Message>(Hello.Id, In("general"))).Resource.Likes);
    }

    [Fact]
    public async Task A_patch_that_cannot_be_applied_in_full_changes_nothing()
    {
        var container = await account.CreateAsync(Variant.Default);
        await container.CreateItemAsync(Hello, In("general"));
        PatchOperation[][] refused =
        [
            [PatchOperation.Set("/likes", 1), PatchOperation.Remove("/nothing")],
            [PatchOperation.Set("/likes", 1), PatchOperation.Replace("/nothing", 1)],
            [PatchOperation.Set("/likes", 1), PatchOperation.Set("/no/way", 1)],
            [PatchOperation.Set("/likes", 1), PatchOperation.Add("/tags/9", "x")],
            [PatchOperation.Set("/likes", 1), PatchOperation.Set("/id", "other")],
            [PatchOperation.Set("/likes", 1), PatchOperation.Set("/channelId", "other")],
            [PatchOperation.Set("/likes", 1), PatchOperation.Set("/_ts", 1)],
            [.. Enumerable.Range(0, 11).Select(index => PatchOperation.Set($"/p{index}", 1))],
        ];
        foreach (var operations in refused)
        {
            await RefusedAsync(
                HttpStatusCode.BadRequest, () => container.PatchItemAsync<Message>(Hello.Id, In("general"), operations));
        }

        Assert.Null((await container.ReadItemAsync<Message>(Hello.Id, In("general"))).Resource.Likes);
    }
}
