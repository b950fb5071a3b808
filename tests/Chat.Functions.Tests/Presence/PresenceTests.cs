using System.Text.Json.Nodes;

namespace Chat.Functions.Tests.Presence;

/// <summary>What others see of a user, over the wire.</summary>
public sealed class PresenceTests(PresenceFixture chat) : IClassFixture<PresenceFixture>
{
    private const int Reconnects = 40;

    [Fact]
    public async Task Contacts_see_each_other_come_and_go()
    {
        var (ann, bob) = await ContactsAsync();
        await using var watcher = await ann.ConnectAsync();

        var socket = await bob.ConnectAsync();
        var online = await watcher.NextPresenceAsync();
        await socket.DisposeAsync();
        var offline = await watcher.NextPresenceAsync();

        Assert.Equal(("online", 1L), online.Of(bob.UserId));
        Assert.Equal(("offline", 2L), offline.Of(bob.UserId));
        Assert.NotNull(offline["users"]![0]!["lastSeenAt"]);
        Assert.Equal("offline", (string)(await ann.PresencesAsync(bob.UserId))[bob.UserId]["state"]!);
    }

    [Fact]
    public async Task Others_see_nothing_of_forty_reconnects_in_a_row()
    {
        var (ann, bob) = await ContactsAsync();
        await using var watcher = await ann.ConnectAsync();
        var socket = await bob.ConnectAsync();
        Assert.Equal(("online", 1L), (await watcher.NextPresenceAsync()).Of(bob.UserId));

        for (var i = 0; i < Reconnects; i++)
        {
            socket.Drop();
            await socket.DisposeAsync();
            socket = await bob.ConnectAsync();
        }

        // The end of the last absence proves what came before it: nothing.
        await socket.DisposeAsync();
        Assert.Equal(("offline", 2L), (await watcher.NextPresenceAsync()).Of(bob.UserId));
    }

    [Fact]
    public async Task A_socket_that_is_cut_without_a_close_frame_is_one_offline()
    {
        var (ann, bob) = await ContactsAsync();
        await using var watcher = await ann.ConnectAsync();
        await using var socket = await bob.ConnectAsync();
        Assert.Equal("online", await watcher.NextStateAsync(bob.UserId));

        chat.Stack.WebPubSub.DropSockets(bob.UserId);

        Assert.Equal(("offline", 2L), (await watcher.NextPresenceAsync()).Of(bob.UserId));
        await using var again = await bob.ConnectAsync();
        Assert.Equal(("online", 3L), (await watcher.NextPresenceAsync()).Of(bob.UserId));
    }

    [Fact]
    public async Task A_user_is_here_as_long_as_one_of_several_devices_is()
    {
        var (ann, bob) = await ContactsAsync();
        await using var watcher = await ann.ConnectAsync();
        await using var laptop = await bob.ConnectAsync();
        await HeartbeatAsync(laptop, """{"device":"desktop"}""");
        var phone = await bob.ConnectAsync();
        await HeartbeatAsync(phone, """{"device":"mobile"}""");
        await HeartbeatAsync(laptop, """{"device":"desktop","idle":true}""");
        await HeartbeatAsync(phone, """{"device":"mobile","idle":true}""");
        await phone.DisposeAsync();
        await chat.UntilAsync(bob.UserId, presence => presence.Connections.Count == 1);
        await HeartbeatAsync(laptop, "{}");

        await AssertNextAsync(watcher, "online", null);
        await AssertNextAsync(watcher, "online", ["desktop"]);
        await AssertNextAsync(watcher, "online", ["mobile", "desktop"]);
        await AssertNextAsync(watcher, "away", ["mobile", "desktop"]);
        await AssertNextAsync(watcher, "away", ["desktop"]);
        await AssertNextAsync(watcher, "online", ["desktop"]);
    }

    [Fact]
    public async Task Who_is_not_to_be_disturbed_is_busy_at_once_and_who_is_invisible_offline()
    {
        var (ann, bob) = await ContactsAsync();
        await using var watcher = await ann.ConnectAsync();
        await using var socket = await bob.ConnectAsync();
        await SetAsync(bob, new JsonObject { ["presence"] = "busy" });
        await SetAsync(bob, new JsonObject { ["presence"] = "invisible" });
        var other = await bob.ConnectAsync();
        await HeartbeatAsync(other, """{"device":"web"}""");
        await other.DisposeAsync();
        var hidden = (await ann.PresencesAsync(bob.UserId))[bob.UserId];
        await SetAsync(bob, new JsonObject { ["presence"] = null });

        Assert.Equal("online", await watcher.NextStateAsync(bob.UserId));
        Assert.Equal("busy", await watcher.NextStateAsync(bob.UserId));
        Assert.Equal(("offline", 3L), (await watcher.NextPresenceAsync()).Of(bob.UserId));
        // What an invisible user does, nobody can tell from anything.
        Assert.Equal(("offline", 3L), ((string)hidden["state"]!, (long)hidden["generation"]!));
        Assert.Equal(("online", 4L), (await watcher.NextPresenceAsync()).Of(bob.UserId));
    }

    [Fact]
    public async Task Who_is_invisible_before_connecting_is_never_seen()
    {
        var (ann, bob) = await ContactsAsync();
        await using var watcher = await ann.ConnectAsync();
        await SetAsync(bob, new JsonObject { ["presence"] = "invisible" });
        await using (await bob.ConnectAsync())
        {
            Assert.Equal(
                """{"state":"offline","generation":0}""", Without((await ann.PresencesAsync(bob.UserId))[bob.UserId], "userId"));
        }

        await chat.UntilAsync(bob.UserId, presence => presence.Connections.IsEmpty);
        Assert.Equal(0, (await chat.UntilAsync(bob.UserId, _ => true)).Shown.Generation);
    }

    [Fact]
    public async Task When_one_was_seen_last_can_be_hidden_and_shown_again()
    {
        var (ann, bob) = await ContactsAsync();
        await using var watcher = await ann.ConnectAsync();
        await (await bob.ConnectAsync()).DisposeAsync();
        Assert.Equal("online", await watcher.NextStateAsync(bob.UserId));
        var seen = (await watcher.NextPresenceAsync())["users"]![0]!["lastSeenAt"]!.GetValue<string>();

        await SetAsync(bob, new JsonObject { ["lastSeen"] = false });
        var hidden = await watcher.NextPresenceAsync();
        await SetAsync(bob, new JsonObject { ["lastSeen"] = true });
        var shown = await watcher.NextPresenceAsync();

        Assert.Equal(("offline", 3L), hidden.Of(bob.UserId));
        Assert.Null(hidden["users"]![0]!["lastSeenAt"]);
        Assert.Equal(seen, (string)shown["users"]![0]!["lastSeenAt"]!);
    }

    private static string Without(JsonObject presence, string member)
    {
        presence.Remove(member);
        return presence.ToJsonString();
    }

    private static Task<JsonObject> SetAsync(Person person, JsonObject settings) =>
        person.AskAsync(HttpMethod.Patch, "me", new JsonObject { ["settings"] = settings });

    private static async Task HeartbeatAsync(ChatSocket socket, string data) => Assert.True(await socket.AskEventAsync("heartbeat", data));

    private static async Task AssertNextAsync(ChatSocket watcher, string state, string[]? devices)
    {
        var presence = (await watcher.NextPresenceAsync())["users"]![0]!;
        Assert.Equal(state, (string)presence["state"]!);
        Assert.Equal(devices, presence["devices"]?.AsArray().Select(device => (string)device!));
    }

    private async Task<(Person Ann, Person Bob)> ContactsAsync()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await ann.BefriendAsync(bob);
        return (ann, bob);
    }
}
