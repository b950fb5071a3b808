using System.Net;

namespace Chat.Functions.Tests.Presence;

/// <summary>Following the members of an opened channel, and asking without following.</summary>
public sealed class WatchTests(PresenceFixture chat) : IClassFixture<PresenceFixture>
{
    [Fact]
    public async Task Who_opens_a_channel_follows_its_members_until_it_is_closed()
    {
        var (ann, bob, carol) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("carol"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId, carol.UserId);
        await using var watcher = await ann.ConnectAsync();
        await using var bobs = await bob.ConnectAsync();

        var snapshot = await WatchAsync(watcher, channelId);
        await using var carols = await carol.ConnectAsync();
        var came = await watcher.NextPresenceAsync();
        Assert.True(await UnwatchAsync(watcher, channelId));

        Assert.Equal(channelId, (string)snapshot["channelId"]!);
        Assert.Equal(("online", "offline"), (snapshot.StateOf(bob.UserId), snapshot.StateOf(carol.UserId)));
        Assert.Equal("online", came.StateOf(carol.UserId));
        Assert.Equal(["c:" + channelId, "t:" + channelId], GroupsOf(watcher));
    }

    [Fact]
    public async Task Closing_one_of_two_channels_keeps_whom_the_other_shows_and_who_is_a_contact()
    {
        var (ann, bob, carol, dave) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("carol"), chat.Invite("dave"));
        await ann.BefriendAsync(dave);
        var one = await ann.CreateGroupAsync("One", bob.UserId, carol.UserId, dave.UserId);
        var two = await ann.CreateGroupAsync("Two", bob.UserId);
        await using var watcher = await ann.ConnectAsync();
        await WatchAsync(watcher, one);
        await WatchAsync(watcher, two);

        await UnwatchAsync(watcher, one);

        Assert.Equal(
            new[] { "p:" + bob.UserId, "p:" + dave.UserId }.Order(),
            GroupsOf(watcher).Where(group => group.StartsWith("p:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Of_more_channels_than_a_connection_may_have_open_the_first_one_is_closed()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await using var watcher = await ann.ConnectAsync();
        var first = await ann.CreateGroupAsync("First", bob.UserId);
        await WatchAsync(watcher, first);
        Assert.Contains("p:" + bob.UserId, GroupsOf(watcher));

        foreach (var i in Enumerable.Range(0, Chat.Functions.Platform.ChatLimits.WatchedChannels))
        {
            await WatchAsync(watcher, await ann.CreateGroupAsync($"Another {i}"));
        }

        Assert.DoesNotContain("p:" + bob.UserId, GroupsOf(watcher));
    }

    [Fact]
    public async Task A_removed_member_follows_nobody_any_more_and_cannot_open_the_channel_again()
    {
        var (ann, bob, carol) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("carol"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId, carol.UserId);
        await using var watcher = await bob.ConnectAsync();
        await WatchAsync(watcher, channelId);
        Assert.Contains("p:" + carol.UserId, GroupsOf(watcher));

        await ann.RemoveMemberAsync(channelId, bob.UserId);

        Assert.Empty(GroupsOf(watcher));
        Assert.Equal("not_found", await RefusalAsync(watcher, channelId));
        Assert.Empty(GroupsOf(watcher));
        await bob.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", HttpMethod.Get, $"channels/{channelId}/presence");
    }

    [Fact]
    public async Task An_outsider_cannot_open_a_channel_and_learns_of_nobody()
    {
        var (ann, bob, eve) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("eve"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        await using var bobs = await bob.ConnectAsync();
        await using var spy = await eve.ConnectAsync();

        Assert.Equal("not_found", await RefusalAsync(spy, channelId));
        Assert.Empty(GroupsOf(spy));
        await eve.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", HttpMethod.Get, $"channels/{channelId}/presence");
        // A member of one's own group is no acquaintance yet: only the channel shows who is there.
        Assert.Empty(await ann.PresencesAsync(bob.UserId));
        Assert.Empty(await eve.PresencesAsync(ann.UserId, bob.UserId));
        Assert.Equal([eve.UserId], (await eve.PresencesAsync(eve.UserId)).Keys);
    }

    [Fact]
    public async Task Members_are_listed_a_page_at_a_time_without_those_who_block_or_are_blocked()
    {
        var (ann, bob, carol, dave) = (chat.Invite("a"), chat.Invite("b"), chat.Invite("c"), chat.Invite("d"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId, carol.UserId, dave.UserId);
        await ann.AskAsync(HttpMethod.Get, "me");
        await bob.AskAsync(HttpMethod.Get, "me");
        await ann.AskAsync(HttpMethod.Put, $"me/blocks/{bob.UserId}");
        await using var carols = await carol.ConnectAsync();

        var first = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/presence?limit=2");
        var second = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/presence?limit=2&after={first["next"]}");
        await using var watcher = await bob.ConnectAsync();
        var bobs = await WatchAsync(watcher, channelId);

        Assert.Equal([ann.UserId], first["users"]!.AsArray().Select(user => (string)user!["userId"]!));
        Assert.True((bool)first["more"]!);
        Assert.Equal(("online", "offline"), (second.StateOf(carol.UserId), second.StateOf(dave.UserId)));
        Assert.False((bool)second["more"]!);
        Assert.Equal([carol.UserId, dave.UserId], bobs["users"]!.AsArray().Select(user => (string)user!["userId"]!));
    }

    [Theory]
    [InlineData("{}", "channelId")]
    [InlineData("""{"channelId":1}""", "channelId")]
    [InlineData("""{"channelId":"x","more":1}""", "more")]
    public async Task A_malformed_event_is_refused_by_name(string data, string field)
    {
        await using var socket = await chat.Invite("ann").ConnectAsync();

        foreach (var name in (string[])["watch", "unwatch"])
        {
            await socket.SendEventAsync(name, data);
            var error = (await socket.NextAsync("error"))["error"]!;
            Assert.Equal(("invalid_request", field), ((string)error["code"]!, (string)error["field"]!));
        }
    }

    [Theory]
    [InlineData("""{"idle":"yes"}""", "idle")]
    [InlineData("""{"device":"fridge"}""", "device")]
    [InlineData("""{"userId":"bob"}""", "userId")]
    public async Task A_malformed_heartbeat_is_refused_by_name(string data, string field)
    {
        await using var socket = await chat.Invite("ann").ConnectAsync();

        await socket.SendEventAsync("heartbeat", data);

        var error = (await socket.NextAsync("error"))["error"]!;
        Assert.Equal(("invalid_request", field), ((string)error["code"]!, (string)error["field"]!));
    }

    [Fact]
    public async Task Only_so_many_are_asked_for_at_once_and_only_by_good_ids()
    {
        var ann = chat.Invite("ann");
        var many = string.Join(',', Enumerable.Range(0, 101).Select(i => $"u{i}"));

        await ann.RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "too_large", "users", HttpMethod.Get, $"presence?users={many}");
        await ann.RefusedAsync(HttpStatusCode.BadRequest, "invalid_request", "users", HttpMethod.Get, "presence");
        await ann.RefusedAsync(HttpStatusCode.BadRequest, "invalid_request", "users", HttpMethod.Get, "presence?users=a,,b");
        await ann.RefusedAsync(HttpStatusCode.BadRequest, "invalid_request", "who", HttpMethod.Get, "presence?users=a&who=b");
    }

    private static async Task<System.Text.Json.Nodes.JsonObject> WatchAsync(ChatSocket socket, string channelId)
    {
        await socket.SendEventAsync("watch", $$"""{"channelId":"{{channelId}}"}""");
        return await socket.NextPresenceAsync();
    }

    private static Task<bool> UnwatchAsync(ChatSocket socket, string channelId) =>
        socket.AskEventAsync("unwatch", $$"""{"channelId":"{{channelId}}"}""");

    private static async Task<string> RefusalAsync(ChatSocket socket, string channelId)
    {
        await socket.SendEventAsync("watch", $$"""{"channelId":"{{channelId}}"}""");
        return (string)(await socket.NextAsync("error"))["error"]!["code"]!;
    }

    private IEnumerable<string> GroupsOf(ChatSocket socket) => chat.Stack.WebPubSub.GroupsOf("chat", socket.ConnectionId).Order();
}
