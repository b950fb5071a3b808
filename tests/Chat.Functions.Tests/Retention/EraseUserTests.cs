using System.Net;
using System.Text.Json.Nodes;
using Chat.Functions.Platform;
using Chat.Local.Emulation;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Functions.Tests.Retention;

/// <summary>Erasure as an administrator asks for it, and as everybody else sees it.</summary>
public sealed class EraseUserTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private readonly string _id = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task What_a_user_wrote_is_erased_and_the_members_are_told()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var annSocket = await ann.ConnectAsync();
        await using var bobSocket = await bob.ConnectAsync();
        await annSocket.SendMessageAsync(channelId, "the secret of ann");
        await bobSocket.SendMessageAsync(channelId, "what bob says", after: 1);

        var done = await EraseAsync(ann.UserId);

        Assert.Equal(("done", 1, 1, 1), ((string)done["state"]!, (int)done["channels"]!, (int)done["entries"]!, (int)done["pages"]!));
        Assert.NotNull(done["doneAt"]);
        var told = await LastEntryAsync(bobSocket, seq: 3);
        Assert.Equal(("erase", ann.UserId, "system"), ((string)told["kind"]!, (string)told["userId"]!, (string)told["senderId"]!));
        var entries = await bob.ReadEntriesAsync(channelId);
        Assert.Equal((true, 3, null), ((bool)entries[0]["redacted"]!, (int)entries[0]["rev"]!, entries[0]["text"]));
        Assert.Equal("what bob says", (string)entries[1]["text"]!);
        var database = chat.Stack.Functions.Host.Services.GetRequiredService<ChatDatabase>();
        Assert.DoesNotContain(await Documents.AllAsync(database.Messages), text => text.Contains("the secret of ann", StringComparison.Ordinal));
        Assert.Equal(ann.UserId, (string)(await bob.AskAsync(HttpMethod.Get, $"users/{ann.UserId}"))["displayName"]!);
    }

    [Fact]
    public async Task Nothing_of_a_profile_is_left_but_the_id_until_the_user_comes_back()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var secret = "Secret " + Guid.NewGuid().ToString("N");
        await ann.AskAsync(HttpMethod.Patch, "me", new
        {
            displayName = secret, statusText = secret, avatarUrl = $"https://example.org/{secret}", locale = "en-secret",
            settings = new { readReceipts = false },
        });

        await EraseAsync(ann.UserId);

        var database = chat.Stack.Functions.Host.Services.GetRequiredService<ChatDatabase>();
        foreach (var container in new[] { database.Users, database.Directory })
        {
            var documents = await Documents.AllAsync(container);
            Assert.DoesNotContain(documents, text => text.Contains("Secret", StringComparison.OrdinalIgnoreCase));
        }

        Assert.Equal(
            $$"""{"userId":"{{ann.UserId}}","displayName":"{{ann.UserId}}"}""",
            (await bob.AskAsync(HttpMethod.Get, $"users/{ann.UserId}")).ToJsonString());
        Assert.Empty((await bob.AskAsync(HttpMethod.Get, $"users?query={ann.UserId}"))["users"]!.AsArray());
        var back = await ann.AskAsync(HttpMethod.Get, "me");
        Assert.Equal((true, null), ((bool)back["settings"]!["readReceipts"]!, back["statusText"]));
        Assert.Single((await bob.AskAsync(HttpMethod.Get, $"users?query={ann.UserId}"))["users"]!.AsArray());
    }

    [Fact]
    public async Task The_receipt_lists_what_was_redacted_a_page_at_a_time()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channels = new[] { await ann.CreateDirectAsync(bob.UserId), await ann.CreateGroupAsync("group") };
        await using var socket = await ann.ConnectAsync();
        foreach (var channelId in channels)
        {
            await socket.SendMessageAsync(channelId, "one");
            await socket.SendMessageAsync(channelId, "two", after: 1);
        }

        await EraseAsync(ann.UserId);
        using var admin = Admin();
        var first = await admin.AskAsync(HttpMethod.Get, $"erasures/{_id}/receipt");
        var second = await admin.AskAsync(HttpMethod.Get, $"erasures/{_id}/receipt?page=2");

        Assert.Equal(channels.Order(StringComparer.Ordinal), new[] { first, second }.Select(page => (string)page["channelId"]!));
        Assert.All([first, second], page => Assert.Equal([1, 2], page["seqs"]!.AsArray().Select(seq => (int)seq!)));
        Assert.Equal((true, false), ((bool)first["more"]!, (bool)second["more"]!));
        Assert.Empty((await admin.AskAsync(HttpMethod.Get, $"erasures/{_id}/receipt?page=3"))["seqs"]!.AsArray());
    }

    [Fact]
    public async Task One_that_failed_half_way_is_carried_on_by_the_same_request()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await ann.ConnectAsync();
        await socket.SendMessageAsync(channelId, "one");
        using var admin = Admin();
        chat.Stack.Cosmos.Faults.Next("patch", new Fault.Respond(503), times: 20);

        await admin.RefusedAsync(
            HttpStatusCode.ServiceUnavailable, "unavailable", null, HttpMethod.Put, $"erasures/{_id}", new { userId = ann.UserId });
        chat.Stack.Cosmos.Faults.Clear();
        Assert.Equal("running", (string)(await admin.AskAsync(HttpMethod.Get, $"erasures/{_id}"))["state"]!);

        Assert.Equal("done", (string)(await EraseAsync(ann.UserId))["state"]!);
        Assert.Equal("done", (string)(await admin.AskAsync(HttpMethod.Get, $"erasures/{_id}"))["state"]!);
        Assert.Equal(["message", "erase"], (await bob.ReadEntriesAsync(channelId)).Select(entry => (string)entry["kind"]!));
    }

    [Fact]
    public async Task A_user_can_be_erased_again_by_another_erasure()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await ann.ConnectAsync();
        await socket.SendMessageAsync(channelId, "one");
        await EraseAsync(ann.UserId);
        await socket.SendMessageAsync(channelId, "two", after: 2);
        using var admin = Admin();

        var again = await admin.AskAsync(HttpMethod.Put, $"erasures/{_id}-2", new { userId = ann.UserId });

        Assert.Equal(1, (int)again["entries"]!);
        Assert.Equal([true, false, true, false], (await bob.ReadEntriesAsync(channelId)).Select(entry => entry["redacted"] is not null));
    }

    [Fact]
    public async Task Only_an_administrator_may()
    {
        using var eve = chat.Invite("eve");
        foreach (var (method, path) in new[] { (HttpMethod.Put, ""), (HttpMethod.Get, ""), (HttpMethod.Get, "/receipt") })
        {
            await eve.RefusedAsync(
                HttpStatusCode.Forbidden, "forbidden", "Authorization", method, $"erasures/{_id}{path}",
                method == HttpMethod.Put ? new { userId = "ann" } : null);
        }

        using var admin = Admin();
        await admin.RefusedAsync(HttpStatusCode.NotFound, "not_found", "erasureId", HttpMethod.Get, $"erasures/{_id}");
    }

    [Fact]
    public async Task Bad_input_is_named_and_begins_nothing()
    {
        using var admin = Admin();
        await RefusedAsync("userId", _id, new { });
        await RefusedAsync("userId", _id, new { userId = "a b" });
        await RefusedAsync("userId", _id, new { userId = "system" });
        await RefusedAsync("user", _id, new { userId = "ann", user = "ann" });
        await RefusedAsync("erasureId", "a.b", new { userId = "ann" });
        await admin.RefusedAsync(HttpStatusCode.NotFound, "not_found", "erasureId", HttpMethod.Get, $"erasures/{_id}");
        foreach (var page in new[] { "0", "x", "-1" })
        {
            await admin.RefusedAsync(
                HttpStatusCode.BadRequest, "invalid_request", "page", HttpMethod.Get, $"erasures/{_id}/receipt?page={page}");
        }

        Task RefusedAsync(string field, string id, object body) => admin.RefusedAsync(
            HttpStatusCode.BadRequest, "invalid_request", field, HttpMethod.Put, $"erasures/{id}", body);
    }

    [Fact]
    public async Task An_erasure_is_of_one_user_for_ever()
    {
        await EraseAsync(chat.Invite("ann").UserId);
        using var admin = Admin();
        await admin.RefusedAsync(
            HttpStatusCode.BadRequest, "invalid_request", "userId", HttpMethod.Put, $"erasures/{_id}", new { userId = "bob" });
    }

    private Person Admin() => new(chat.Stack, "admin");

    private async Task<JsonObject> EraseAsync(string userId)
    {
        using var admin = Admin();
        return await admin.AskAsync(HttpMethod.Put, $"erasures/{_id}", new { userId });
    }

    private static async Task<JsonObject> LastEntryAsync(ChatSocket socket, int seq)
    {
        while (true)
        {
            var entry = await socket.NextEntryAsync();
            if ((int)entry["seq"]! == seq)
            {
                return entry;
            }
        }
    }
}
