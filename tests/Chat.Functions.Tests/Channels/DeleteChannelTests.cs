using System.Net;

namespace Chat.Functions.Tests.Channels;

public sealed class DeleteChannelTests(FeedFixture chat) : IClassFixture<FeedFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_deleted_channel_is_gone_for_everybody_however_many_they_were()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        await chat.AddManyAsync(channelId, 120);
        await using var annSocket = await ann.ConnectAsync();
        await using var bobSocket = await bob.ConnectAsync();

        await ann.AskAsync(HttpMethod.Delete, $"channels/{channelId}");
        // At once:
        Assert.Equal("not_found", (string)(await bobSocket.SendMessageAsync(channelId, "late"))["error"]!["code"]!);
        await bob.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", HttpMethod.Get, $"channels/{channelId}");
        await ann.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", HttpMethod.Put, $"channels/{channelId}/members/new", new { });
        // Within seconds:
        foreach (var socket in new[] { annSocket, bobSocket })
        {
            Assert.Equal(channelId, (string)(await socket.NextAsync("channelGone").WaitAsync(Patience))["channelId"]!);
        }

        await chat.UntilAsync("batch", async () => (await chat.PresentMembersAsync(channelId)) == 0);
        Assert.Empty(await ann.ChannelsAsync());
        Assert.Empty(await bob.ChannelsAsync());
        Assert.Empty(chat.Stack.WebPubSub.GroupsOf("chat", bobSocket.ConnectionId));
        Assert.Equal("not_found", (string)(await bobSocket.SendMessageAsync(channelId, "later"))["error"]!["code"]!);
        await ann.AskAsync(HttpMethod.Delete, $"channels/{channelId}");
        await bob.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", HttpMethod.Delete, $"channels/{channelId}");
    }

    [Fact]
    public async Task Only_the_owner_deletes_and_a_channel_of_two_is_not_deleted()
    {
        var (ann, bob, eve) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("eve"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        await ann.PutMemberAsync(channelId, bob.UserId, "moderator");
        var direct = await ann.CreateDirectAsync(bob.UserId);

        await bob.RefusedAsync(HttpStatusCode.Forbidden, "forbidden", "channelId", HttpMethod.Delete, $"channels/{channelId}");
        await ann.RefusedAsync(HttpStatusCode.Forbidden, "forbidden", "channelId", HttpMethod.Delete, $"channels/{direct}");
        await eve.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", HttpMethod.Delete, $"channels/{channelId}");

        Assert.Equal(2, (await bob.ChannelsAsync()).Count);
    }
}
