using Chat.Functions.Presence;
using Chat.Local;
using Chat.Local.Emulation;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Functions.Tests.Presence;

/// <summary>A clock, of all parts of the stack, that a test moves on.</summary>
public sealed class MovedPresenceFixture : PresenceFixture
{
    public ShiftedTime Time { get; } = new();

    protected override LocalStackOptions Options => base.Options with { Time = Time };
}

/// <summary>Events, messages and functions that fail: what others see is as if they had not.</summary>
public sealed class LostEventsTests(MovedPresenceFixture chat) : IClassFixture<MovedPresenceFixture>
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(16);

    [Fact]
    public async Task A_lost_disconnected_is_told_once_the_sweep_has_asked()
    {
        var (ann, bob, watcher) = await WatchedAsync();
        await using var _ = watcher;
        var socket = await bob.ConnectAsync();
        Assert.Equal("online", await watcher.NextStateAsync(bob.UserId));
        await LoseAsync("disconnected", async () => await socket.DisposeAsync());
        // Nobody has been silent for long.
        await chat.SweepAsync();

        chat.Time.Advance(Silence);
        await chat.SweepAsync();

        Assert.Equal(("offline", 2L), (await watcher.NextPresenceAsync()).Of(bob.UserId));
        Assert.Null((await chat.UntilAsync(bob.UserId, _ => true)).GoneAt);
    }

    [Fact]
    public async Task A_connection_that_is_silent_and_exists_stays()
    {
        var (_, bob, watcher) = await WatchedAsync();
        await using var __ = watcher;
        await using var socket = await bob.ConnectAsync();
        Assert.Equal("online", await watcher.NextStateAsync(bob.UserId));
        var heardAt = (await chat.UntilAsync(bob.UserId, _ => true)).Connections[0].HeardAt;
        chat.Time.Advance(Silence);

        await chat.SweepAsync();

        var after = await chat.UntilAsync(bob.UserId, _ => true);
        Assert.True(Assert.Single(after.Connections).HeardAt > heardAt);
        Assert.Equal((PresenceState.Online, 1L), (after.Shown.State, after.Shown.Generation));
    }

    [Fact]
    public async Task A_lost_connected_is_made_up_for_by_the_first_heartbeat()
    {
        var (ann, bob, watcher) = await WatchedAsync();
        await using var _ = watcher;
        await using var socket = await ConnectWithoutEventAsync(bob);
        // And what became the user's meanwhile, unseen by the connection.
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        var hub = chat.Stack.Functions.Host.Services.GetRequiredService<Functions.Connections.WebPubSubHub>();
        await hub.RemoveConnectionFromGroupsAsync(socket.ConnectionId, ["c:" + channelId, "t:" + channelId], CancellationToken.None);

        Assert.True(await socket.AskEventAsync("heartbeat", """{"device":"mobile"}"""));

        Assert.Equal("online", await watcher.NextStateAsync(bob.UserId));
        Assert.Contains("c:" + channelId, chat.Stack.WebPubSub.GroupsOf("chat", socket.ConnectionId));
        Assert.True(await socket.TypeAsync(channelId));
    }

    [Fact]
    public async Task A_disconnected_that_comes_before_its_connected_leaves_nobody_online()
    {
        var (_, bob, watcher) = await WatchedAsync();
        await using var __ = watcher;
        var events = new UpstreamEvents(chat.Stack) { ConnectionId = "short-lived" };
        using var disconnected = await events.PostAsync("disconnected", bob.UserId, "{}");
        using var connected = await events.PostAsync("connected", bob.UserId, "{}");
        await using var heartbeat = await bob.ConnectAsync();

        Assert.Equal("online", await watcher.NextStateAsync(bob.UserId));
        var presence = await chat.UntilAsync(bob.UserId, _ => true);
        Assert.Equal([heartbeat.ConnectionId], presence.Connections.Select(connection => connection.Id));
    }

    [Theory]
    [InlineData("connected")]
    [InlineData("disconnected")]
    public async Task An_event_that_is_delivered_twice_changes_nothing_more(string name)
    {
        var (_, bob, watcher) = await WatchedAsync();
        await using var __ = watcher;
        chat.Stack.WebPubSub.UpstreamFaults.Next(name, new Fault.LoseResponse());
        var seen = chat.Stack.WebPubSub.Upstream.Count(name);
        var socket = await ChatSocket.OpenAsync(await bob.AddressAsync());
        await chat.UntilAsync(bob.UserId, presence => presence.Connections.Count == 1);
        await socket.DisposeAsync();
        await chat.Stack.WebPubSub.Upstream.UntilAsync(name, seen + 2).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(("online", 1L), (await watcher.NextPresenceAsync()).Of(bob.UserId));
        Assert.Equal(("offline", 2L), (await watcher.NextPresenceAsync()).Of(bob.UserId));
    }

    [Fact]
    public async Task What_could_not_be_told_is_told_by_the_sweep()
    {
        var (_, bob, watcher) = await WatchedAsync();
        await using var __ = watcher;
        chat.Stack.WebPubSub.Faults.Next("sendToGroup", new Fault.Respond(503), times: 3);
        await using var socket = await bob.ConnectAsync();
        Assert.Single((await chat.UntilAsync(bob.UserId, _ => true)).Untold);

        chat.Time.Advance(TimeSpan.FromMinutes(1));
        await chat.SweepAsync();

        Assert.Equal(("online", 1L), (await watcher.NextPresenceAsync()).Of(bob.UserId));
        Assert.Empty((await chat.UntilAsync(bob.UserId, _ => true)).Untold);
    }

    [Fact]
    public async Task A_message_that_was_never_put_is_made_up_for_by_the_sweep()
    {
        var (_, bob, watcher) = await WatchedAsync();
        await using var __ = watcher;
        // As of an instance that died after it had stored the absence.
        var rules = chat.Stack.Functions.Host.Services.GetRequiredService<PresenceRules>();
        var board = new PresenceBoard(chat.Database);
        await using var socket = await bob.ConnectAsync();
        Assert.Equal("online", await watcher.NextStateAsync(bob.UserId));
        await board.ChangeAsync(
            bob.UserId, presence => rules.Disconnect(presence, socket.ConnectionId, chat.Time.GetUtcNow()), CancellationToken.None);

        chat.Time.Advance(TimeSpan.FromMinutes(1));
        await chat.SweepAsync();

        Assert.Equal(("offline", 2L), (await watcher.NextPresenceAsync()).Of(bob.UserId));
    }

    [Fact]
    public async Task One_user_who_cannot_be_swept_keeps_no_other_from_it()
    {
        var (_, bob, watcher) = await WatchedAsync();
        await using var __ = watcher;
        var carol = chat.Invite("carol");
        await using var carols = await carol.ConnectAsync();
        var socket = await bob.ConnectAsync();
        Assert.Equal("online", await watcher.NextStateAsync(bob.UserId));
        await LoseAsync("disconnected", async () => await socket.DisposeAsync());
        chat.Time.Advance(Silence);
        // Carol is asked for first: she has been silent for longer.
        chat.Stack.WebPubSub.Faults.Next("connectionExists", new Fault.Respond(503), times: 3);

        await chat.SweepAsync();

        var postponed = await chat.UntilAsync(carol.UserId, _ => true);
        await chat.SweepAsync();
        Assert.True(postponed.DueAt > chat.Time.GetUtcNow() || (await chat.UntilAsync(bob.UserId, _ => true)).DueAt > chat.Time.GetUtcNow());
        chat.Time.Advance(TimeSpan.FromMinutes(6));
        await chat.SweepAsync();
        Assert.Equal("offline", await watcher.NextStateAsync(bob.UserId));
        Assert.Single((await chat.UntilAsync(carol.UserId, _ => true)).Connections);
    }

    [Fact]
    public async Task A_message_nobody_can_read_is_passed_over()
    {
        var timeouts = ActivatorUtilities.CreateInstance<PresenceTimeout>(chat.Stack.Functions.Host.Services);

        await timeouts.Run("no json", CancellationToken.None);
        await timeouts.Run("{}", CancellationToken.None);
        await timeouts.Run("null", CancellationToken.None);
    }

    private async Task<(Person Ann, Person Bob, ChatSocket Watcher)> WatchedAsync()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await ann.BefriendAsync(bob);
        return (ann, bob, await ann.ConnectAsync());
    }

    private async Task<ChatSocket> ConnectWithoutEventAsync(Person person)
    {
        ChatSocket? socket = null;
        await LoseAsync("connected", async () => socket = await ChatSocket.OpenAsync(await person.AddressAsync()));
        return socket!;
    }

    /// <summary>The event is answered for by nobody: it is not repeated.</summary>
    private async Task LoseAsync(string name, Func<Task> act)
    {
        var seen = chat.Stack.WebPubSub.Upstream.Count(name);
        chat.Stack.WebPubSub.UpstreamFaults.Next(name, new Fault.Respond(404));
        await act();
        await chat.Stack.WebPubSub.Upstream.UntilAsync(name, seen + 1).WaitAsync(TimeSpan.FromSeconds(20));
    }
}
