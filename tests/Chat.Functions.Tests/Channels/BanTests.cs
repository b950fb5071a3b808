using System.Net;

namespace Chat.Functions.Tests.Channels;

public sealed class BanTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task Who_is_banned_is_out_and_cannot_come_back_by_any_way_until_the_ban_ends()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        await ann.AskAsync(HttpMethod.Patch, $"channels/{channelId}", new { isPublic = true });
        var token = (string)(await ann.AskAsync(HttpMethod.Post, $"channels/{channelId}/invites", new { clientId = "1" }))["token"]!;
        await using var socket = await bob.ConnectAsync();

        await BanAsync(ann, channelId, bob);
        await BanAsync(ann, channelId, bob);

        Assert.Equal(channelId, (string)(await socket.NextAsync("channelGone"))["channelId"]!);
        Assert.Equal("not_found", (string)(await socket.SendMessageAsync(channelId, "still here?"))["error"]!["code"]!);
        await bob.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", HttpMethod.Put, $"me/channels/{channelId}");
        await bob.RefusedAsync(HttpStatusCode.NotFound, "not_found", "token", HttpMethod.Post, $"invites/{token}");
        await ann.RefusedAsync(
            HttpStatusCode.Conflict, "conflict", "userId", HttpMethod.Put, $"channels/{channelId}/members/{bob.UserId}", new { });
        Assert.Equal([bob.UserId], await BannedAsync(ann, channelId));

        await ann.AskAsync(HttpMethod.Delete, $"channels/{channelId}/bans/{bob.UserId}");
        await ann.AskAsync(HttpMethod.Delete, $"channels/{channelId}/bans/{bob.UserId}");
        await bob.AskAsync(HttpMethod.Post, $"invites/{token}");

        Assert.Empty(await BannedAsync(ann, channelId));
        Assert.Equal([channelId], await bob.ChannelsAsync());
        Assert.Equal(["leave", "join"], (await ann.ReadEntriesAsync(channelId)).Select(entry => (string)entry["kind"]!));
    }

    [Fact]
    public async Task Somebody_who_never_was_a_member_is_kept_out_without_noticing()
    {
        var (ann, eve) = (chat.Invite("ann"), chat.Invite("eve"));
        var channelId = await ann.CreateGroupAsync("Team");
        await using var socket = await eve.ConnectAsync();
        chat.Stack.WebPubSub.Requests.Clear();

        await BanAsync(ann, channelId, eve);

        Assert.Equal([eve.UserId], await BannedAsync(ann, channelId));
        Assert.Empty(await ann.ReadEntriesAsync(channelId));
        Assert.Empty(chat.Stack.WebPubSub.Requests.Snapshot());
        await eve.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", HttpMethod.Get, $"channels/{channelId}");
    }

    [Fact]
    public async Task Only_who_is_above_bans_and_sees_who_is_banned()
    {
        var (ann, bob, cas, eve) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("cas"), chat.Invite("eve"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId, cas.UserId);
        await ann.PutMemberAsync(channelId, bob.UserId, "moderator");
        var bans = $"channels/{channelId}/bans";

        await bob.RefusedAsync(HttpStatusCode.Forbidden, "forbidden", "userId", HttpMethod.Put, $"{bans}/{ann.UserId}");
        await bob.RefusedAsync(HttpStatusCode.Forbidden, "forbidden", "userId", HttpMethod.Put, $"{bans}/{bob.UserId}");
        foreach (var (method, path) in new[] { (HttpMethod.Put, "/" + bob.UserId), (HttpMethod.Delete, "/" + bob.UserId), (HttpMethod.Get, "") })
        {
            await cas.RefusedAsync(HttpStatusCode.Forbidden, "forbidden", "channelId", method, bans + path);
            await eve.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", method, bans + path);
        }

        await BanAsync(bob, channelId, cas);
        Assert.Equal(2, (await ann.MembersAsync(channelId)).Count);
    }

    private static Task<System.Text.Json.Nodes.JsonObject> BanAsync(Person who, string channelId, Person banned) =>
        who.AskAsync(HttpMethod.Put, $"channels/{channelId}/bans/{banned.UserId}");

    private static async Task<IReadOnlyList<string>> BannedAsync(Person who, string channelId) =>
        [.. (await who.AskAsync(HttpMethod.Get, $"channels/{channelId}/bans"))["bans"]!.AsArray().Select(ban => (string)ban!["userId"]!)];
}
