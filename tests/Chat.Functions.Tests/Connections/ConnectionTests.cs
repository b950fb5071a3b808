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

        Assert.Equal(new[] { "c:" + withBob, "c:" + team }.Order(), GroupsOf(annSocket).Order());
        Assert.Equal(["c:" + team], GroupsOf(eveSocket));
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
        await Hub.RemoveConnectionFromGroupAsync(socket.ConnectionId, "c:" + channelId, CancellationToken.None);
        Assert.Empty(GroupsOf(socket));
        chat.Stack.WebPubSub.Requests.Clear();

        connected.SetResult();
        await chat.Stack.WebPubSub.Requests.UntilAsync("addConnectionToGroup").WaitAsync(Patience);

        Assert.Equal(["c:" + channelId], GroupsOf(socket));
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
        await Hub.AddConnectionToGroupAsync(socket.ConnectionId, "c:" + lost, CancellationToken.None);
        chat.Stack.WebPubSub.Requests.Clear();

        connected.SetResult();
        await chat.Stack.WebPubSub.Requests.UntilAsync("removeConnectionFromGroup").WaitAsync(Patience);
        await chat.Stack.WebPubSub.Requests.UntilAsync("addConnectionToGroup").WaitAsync(Patience);

        Assert.Equal(["c:" + kept], GroupsOf(socket));
    }

    [Fact]
    public async Task Nothing_is_joined_again_when_nothing_changed_while_connecting()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await ann.CreateDirectAsync(bob.UserId);
        chat.Stack.WebPubSub.Requests.Clear();

        await using var socket = await ann.ConnectAsync();

        Assert.DoesNotContain(chat.Stack.WebPubSub.Requests.Snapshot(), request => request.Operation != "client");
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

    private WebPubSubHub Hub => chat.Stack.Functions.Host.Services.GetRequiredService<WebPubSubHub>();

    private IReadOnlyCollection<string> GroupsOf(ChatSocket socket) =>
        chat.Stack.WebPubSub.GroupsOf("chat", socket.ConnectionId);
}
