using Chat.Functions.Connections;
using Chat.Local.Emulation;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Functions.Tests.Connections;

public sealed class ConnectionTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_connection_is_in_the_groups_of_its_users_channels()
    {
        var (ann, bob, eve) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("eve"));
        var withBob = await ann.CreateDirectAsync(bob.UserId);
        var team = await bob.CreateGroupAsync("Team", ann.UserId, eve.UserId);

        await using var annSocket = await ann.ConnectAsync();
        await using var eveSocket = await eve.ConnectAsync();

        Assert.Equal(
            new[] { "c:" + withBob, "c:" + team, "t:" + withBob, "t:" + team, "p:" + bob.UserId }.Order(), GroupsOf(annSocket).Order());
        Assert.Equal(["c:" + team, "t:" + team], GroupsOf(eveSocket).Order());
    }

    [Fact]
    public async Task A_channel_that_became_ones_own_while_connecting_is_joined_afterwards()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var connected = new TaskCompletionSource();
        chat.Stack.WebPubSub.UpstreamFaults.Next("connected", new Fault.Hold(connected.Task));
        await using var socket = await ChatSocket.OpenAsync(await bob.AddressAsync());
        // As if the connection had not yet been there to be found when the channel was announced.
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        string[] groups = ["c:" + channelId, "p:" + ann.UserId, "t:" + channelId];
        await Hub.RemoveConnectionFromGroupsAsync(socket.ConnectionId, groups, CancellationToken.None);
        Assert.Empty(GroupsOf(socket));
        await CompleteAsync(connected);

        Assert.Equal(groups, GroupsOf(socket).Order());
        Assert.True(await MayTypeAsync(socket, channelId));
    }

    [Fact]
    public async Task A_channel_that_was_lost_while_connecting_is_left_afterwards()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var (lost, kept) = (await ann.CreateGroupAsync("Lost", bob.UserId), await ann.CreateGroupAsync("Kept", bob.UserId));
        var connected = new TaskCompletionSource();
        chat.Stack.WebPubSub.UpstreamFaults.Next("connected", new Fault.Hold(connected.Task));
        await using var socket = await ChatSocket.OpenAsync(await bob.AddressAsync());
        await ann.RemoveMemberAsync(lost, bob.UserId);
        // As if the connection had not yet been there to be found when the member was removed.
        await Hub.AddConnectionToGroupsAsync(socket.ConnectionId, ["c:" + lost, "t:" + lost], CancellationToken.None);
        await Hub.GrantSendAsync(socket.ConnectionId, "t:" + lost, CancellationToken.None);
        await CompleteAsync(connected);

        Assert.Equal(["c:" + kept, "t:" + kept], GroupsOf(socket).Order());
        Assert.False(await MayTypeAsync(socket, lost));
        Assert.True(await MayTypeAsync(socket, kept));
    }

    [Fact]
    public async Task Somebody_who_was_blocked_while_connecting_is_no_longer_followed_afterwards()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await ann.AskAsync(HttpMethod.Get, "me");
        var connected = new TaskCompletionSource();
        chat.Stack.WebPubSub.UpstreamFaults.Next("connected", new Fault.Hold(connected.Task));
        await using var socket = await ChatSocket.OpenAsync(await bob.AddressAsync());
        await bob.AskAsync(HttpMethod.Put, $"me/blocks/{ann.UserId}");
        // As if the connection had not yet been there to be found.
        await Hub.AddConnectionToGroupsAsync(socket.ConnectionId, ["p:" + ann.UserId, "t:" + channelId], CancellationToken.None);
        await Hub.GrantSendAsync(socket.ConnectionId, "t:" + channelId, CancellationToken.None);
        await CompleteAsync(connected);

        Assert.Equal(["c:" + channelId], GroupsOf(socket));
        Assert.False(await MayTypeAsync(socket, channelId));
    }

    [Fact]
    public async Task Nothing_is_joined_again_when_nothing_changed_while_connecting()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await ann.CreateDirectAsync(bob.UserId);
        chat.Stack.WebPubSub.Requests.Clear();

        await using var socket = await ann.ConnectAsync();

        // The one call tells who follows ann that she is here.
        Assert.Equal(
            ["client", "sendToGroup"], chat.Stack.WebPubSub.Requests.Snapshot().Select(request => request.Operation).Order());
    }

    [Fact]
    public async Task The_end_of_a_connection_is_taken_note_of()
    {
        await using (await chat.Invite("ann").ConnectAsync())
        {
            chat.Stack.WebPubSub.Upstream.Clear();
        }

        await chat.Stack.WebPubSub.Upstream.UntilAsync("disconnected").WaitAsync(Patience);
        Assert.All(chat.Stack.WebPubSub.Upstream.Snapshot(), ended => Assert.Equal(204, ended.Status));
    }

    /// <summary>Lets the event <c>connected</c> go on, and waits until it is done with.</summary>
    private async Task CompleteAsync(TaskCompletionSource connected)
    {
        var seen = chat.Stack.WebPubSub.Upstream.Count("connected");
        connected.SetResult();
        await chat.Stack.WebPubSub.Upstream.UntilAsync("connected", seen + 1).WaitAsync(Patience);
    }

    private static Task<bool> MayTypeAsync(ChatSocket socket, string channelId) => socket.TypeAsync(channelId);

    private WebPubSubHub Hub => chat.Stack.Functions.Host.Services.GetRequiredService<WebPubSubHub>();

    private IReadOnlyCollection<string> GroupsOf(ChatSocket socket) =>
        chat.Stack.WebPubSub.GroupsOf("chat", socket.ConnectionId);
}
