using System.Net;
using Chat.Local.Emulation;

namespace Chat.Functions.Tests.Channels;

public sealed class CreateChannelTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task Both_sides_creating_at_once_get_the_same_channel()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));

        var answers = await Task.WhenAll(
            ann.TryAsync(HttpMethod.Post, "channels", new { kind = "direct", members = new[] { bob.UserId } }),
            bob.TryAsync(HttpMethod.Post, "channels", new { kind = "direct", members = new[] { ann.UserId } }));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Created], answers.Select(answer => answer.Status).Order());
        Assert.Equal((string)answers[0].Answer!["channelId"]!, (string)answers[1].Answer!["channelId"]!);
        Assert.Equal([bob.UserId, ann.UserId], answers.Select(answer => (string)answer.Answer!["peerId"]!));
    }

    [Fact]
    public async Task Creating_a_group_again_with_its_client_id_finds_it()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var group = new { kind = "group", name = "Team", members = new[] { bob.UserId }, clientId = "1" };

        var first = await ann.TryAsync(HttpMethod.Post, "channels", group);
        var again = await ann.TryAsync(HttpMethod.Post, "channels", group);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.Status, again.Status));
        Assert.Equal(first.Answer!.ToJsonString(), again.Answer!.ToJsonString());
        Assert.Single((await ann.AskAsync(HttpMethod.Get, "me/channels"))["channels"]!.AsArray());
    }

    [Fact]
    public async Task Each_member_sees_the_channel_at_once_and_takes_part()
    {
        var (ann, bob, eve) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("eve"));
        await using var annSocket = await ann.ConnectAsync();
        await using var bobSocket = await bob.ConnectAsync();
        await using var eveSocket = await eve.ConnectAsync();

        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        var announced = (await bobSocket.NextAsync("channel"))["channel"]!;
        Assert.Equal((channelId, "group", "Team"), ((string)announced["channelId"]!, (string)announced["kind"]!, (string)announced["name"]!));

        await annSocket.SendMessageAsync(channelId, "welcome");
        Assert.Equal("welcome", (string)(await bobSocket.NextEntryAsync())["text"]!);
        Assert.Empty((await eve.AskAsync(HttpMethod.Get, "me/channels"))["channels"]!.AsArray());
        Assert.DoesNotContain("c:" + channelId, chat.Stack.WebPubSub.GroupsOf("chat", eveSocket.ConnectionId));
    }

    [Fact]
    public async Task A_channel_shows_itself_and_its_members_to_its_members_only()
    {
        var (ann, bob, eve) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("eve"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);

        var channel = await bob.AskAsync(HttpMethod.Get, $"channels/{channelId}");

        Assert.Equal((ann.UserId, 2, "member"), ((string)channel["createdBy"]!, (int)channel["memberCount"]!, (string)channel["me"]!["role"]!));
        Assert.Equal([(ann.UserId, "owner"), (bob.UserId, "member")], await bob.MembersAsync(channelId));
        foreach (var path in new[] { $"channels/{channelId}", $"channels/{channelId}/members", "channels/nowhere", "channels/nowhere/members" })
        {
            await eve.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", HttpMethod.Get, path);
        }
    }

    [Fact]
    public async Task A_group_may_be_described_when_it_is_created()
    {
        var ann = chat.Invite("ann");
        var group = new
        {
            kind = "group", name = "Team", topic = " Plans ", avatarUrl = "https://example.org/team.png", isPublic = true, history = "join",
            members = Array.Empty<string>(), clientId = "1",
        };

        var channelId = (string)(await ann.AskAsync(HttpMethod.Post, "channels", group))["channelId"]!;

        var channel = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}");
        Assert.Equal(
            ("Plans", "https://example.org/team.png", true, "join"),
            ((string)channel["topic"]!, (string)channel["avatarUrl"]!, (bool)channel["isPublic"]!, (string)channel["history"]!));
    }

    [Theory]
    [InlineData("create", 1)]
    [InlineData("create", 2)]
    public async Task A_creation_that_failed_half_way_is_completed_by_its_retry(string operation, int failures)
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var group = new { kind = "group", name = "Team", members = new[] { bob.UserId }, clientId = "1" };

        await using var annSocket = await ann.ConnectAsync();
        await using var bobSocket = await bob.ConnectAsync();
        chat.Stack.Cosmos.Faults.Next(operation, new Fault.Respond(400), failures);
        await ann.RefusedAsync(HttpStatusCode.ServiceUnavailable, "unavailable", null, HttpMethod.Post, "channels", group);
        chat.Stack.Cosmos.Faults.Clear();
        var channelId = (string)(await ann.AskAsync(HttpMethod.Post, "channels", group))["channelId"]!;

        foreach (var (person, socket) in new[] { (ann, annSocket), (bob, bobSocket) })
        {
            Assert.Single((await person.AskAsync(HttpMethod.Get, "me/channels"))["channels"]!.AsArray());
            Assert.Contains("c:" + channelId, chat.Stack.WebPubSub.GroupsOf("chat", socket.ConnectionId));
        }
    }

    [Fact]
    public async Task A_bad_request_creates_nothing()
    {
        var ann = chat.Invite("ann");

        await ann.RefusedAsync(
            HttpStatusCode.BadRequest, "invalid_request", "kind", HttpMethod.Post, "channels", new { kind = "room", members = Array.Empty<string>() });
        await ann.RefusedAsync(HttpStatusCode.BadRequest, "invalid_request", "body", HttpMethod.Post, "channels", new[] { 1 });
        await ann.RefusedAsync(HttpStatusCode.BadRequest, "invalid_request", "body", HttpMethod.Post, "channels");

        Assert.Empty((await ann.AskAsync(HttpMethod.Get, "me/channels"))["channels"]!.AsArray());
    }
}
