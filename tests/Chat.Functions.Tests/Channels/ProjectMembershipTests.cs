using Chat.Local.Emulation;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Tests.Channels;

/// <summary>What an instance leaves undone between storing an operation and making it known is done by the change feed, when
/// nobody asks for it again.</summary>
public sealed class ProjectMembershipTests(FeedFixture chat) : IClassFixture<FeedFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Who_was_added_has_the_channel_although_nobody_asks_again()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team");
        await using var socket = await bob.ConnectAsync();

        await DieBeforeProjectingAsync(ann, HttpMethod.Put, $"channels/{channelId}/members/{bob.UserId}", new { });

        Assert.Equal(channelId, (string)(await socket.NextAsync("channel").WaitAsync(Patience))["channel"]!["channelId"]!);
        Assert.Equal([channelId], await bob.ChannelsAsync());
        Assert.Equal(["c:" + channelId, "t:" + channelId], chat.Stack.WebPubSub.GroupsOf("chat", socket.ConnectionId));
        Assert.Equal("join", (string)(await ann.ReadEntriesAsync(channelId)).Single()["kind"]!);
    }

    [Fact]
    public async Task Who_was_removed_loses_the_channel_although_nobody_asks_again()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        await using var socket = await bob.ConnectAsync();

        await DieBeforeProjectingAsync(ann, HttpMethod.Delete, $"channels/{channelId}/members/{bob.UserId}");
        Assert.Equal("not_found", (string)(await socket.SendMessageAsync(channelId, "still here?"))["error"]!["code"]!);
        await socket.NextAsync("channelGone").WaitAsync(Patience);

        Assert.Empty(await bob.ChannelsAsync());
        Assert.Empty(chat.Stack.WebPubSub.GroupsOf("chat", socket.ConnectionId));
    }

    [Fact]
    public async Task A_creation_is_made_known_to_all_although_nobody_asks_again()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await using var socket = await bob.ConnectAsync();

        await DieBeforeProjectingAsync(ann, HttpMethod.Post, "channels", new { kind = "direct", members = new[] { bob.UserId } });
        await socket.NextAsync("channel").WaitAsync(Patience);

        Assert.Single(await bob.ChannelsAsync());
    }

    [Fact]
    public async Task An_operation_that_nobody_can_read_does_not_keep_the_others_waiting()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team");
        await using var socket = await bob.ConnectAsync();
        foreach (object unreadable in new object[]
        {
            new { Id = "op:100", Type = "operation", ChannelId = channelId, Version = "no number" },
            new { Id = "op:101", Type = "operation", ChannelId = channelId, Version = 101 },
        })
        {
            await chat.Database.Channels.CreateItemAsync(unreadable, new PartitionKey(channelId));
        }

        await DieBeforeProjectingAsync(ann, HttpMethod.Put, $"channels/{channelId}/members/{bob.UserId}", new { });

        Assert.Equal(channelId, (string)(await socket.NextAsync("channel").WaitAsync(Patience))["channel"]!["channelId"]!);
    }

    [Fact]
    public async Task An_operation_that_always_fails_for_its_own_content_does_not_keep_the_others_waiting()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team");
        await using var socket = await bob.ConnectAsync();
        // Its entry is stored, and no broadcast of it is ever accepted: it is over Web PubSub's limit.
        await chat.Database.Channels.CreateItemAsync(
            new { Id = "op:100", Type = "operation", ChannelId = channelId, Version = 100, Kind = "update", ActorId = "ann", Name = new string('x', 1_200_000), At = "2026-11-24T09:30:00.000Z" },
            new PartitionKey(channelId));

        await DieBeforeProjectingAsync(ann, HttpMethod.Put, $"channels/{channelId}/members/{bob.UserId}", new { });

        Assert.Equal(channelId, (string)(await socket.NextAsync("channel").WaitAsync(Patience))["channel"]!["channelId"]!);
    }

    /// <summary>The operation is stored, and nothing of what is to follow is done: the caller is told that it is not known.</summary>
    private async Task DieBeforeProjectingAsync(Person person, HttpMethod method, string path, object? body = null)
    {
        chat.Stack.Cosmos.Faults.Always("create", new Fault.Respond(503));
        var (status, _) = await person.TryAsync(method, path, body);
        chat.Stack.Cosmos.Faults.Clear();
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, status);
    }
}
