using Chat.Functions.Presence;

namespace Chat.Functions.Tests.Presence;

/// <summary>The rules one by one; that they hold together is the story's to show.</summary>
public sealed class PresenceRulesTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);

    private readonly PresenceRules _rules = new(Window, TimeSpan.FromSeconds(450));

    [Fact]
    public void The_last_connection_begins_an_absence_and_asks_to_be_woken_at_its_end()
    {
        var online = Online("a", "b");

        var one = _rules.Disconnect(online, "a", Now);
        var none = _rules.Disconnect(one.Document, "b", Now + Second);

        Assert.Null(one.WakeAt);
        Assert.Equal(Now + Second + Window, none.WakeAt);
        Assert.Equal(PresenceState.Online, none.Document.Shown.State);
        Assert.True(none.Document.DueAt > none.WakeAt);
    }

    [Fact]
    public void A_message_that_comes_early_is_put_again_and_one_of_an_earlier_absence_is_not()
    {
        var gone = _rules.Disconnect(Online("a"), "a", Now);
        var dueAt = gone.WakeAt!.Value;

        Assert.Equal(dueAt, _rules.Wake(gone.Document, dueAt, dueAt - Second).WakeAt);
        Assert.Null(_rules.Wake(gone.Document, dueAt - Second, dueAt - Second).WakeAt);
        Assert.Same(gone.Document, _rules.Wake(gone.Document, dueAt, dueAt - Second).Document);
        Assert.Equal(PresenceState.Offline, _rules.Wake(gone.Document, dueAt, dueAt).Document.Shown.State);
    }

    [Fact]
    public void Who_comes_back_after_the_window_has_been_offline_before_anybody_could_say_so()
    {
        var gone = _rules.Told(_rules.Disconnect(Online("a"), "a", Now).Document, Now);

        var within = _rules.Connect(gone, "b", Now + Window - Second).Document;
        var after = _rules.Connect(gone, "b", Now + Window).Document;

        Assert.Empty(within.Untold);
        Assert.Equal(
            [(PresenceState.Offline, 2L), (PresenceState.Online, 3L)], after.Untold.Select(presence => (presence.State, presence.Generation)));
        Assert.Equal(Now, after.Untold[0].LastSeenAt);
    }

    [Fact]
    public void What_is_repeated_or_known_changes_nothing()
    {
        var online = Online("a");
        var gone = _rules.Disconnect(online, "a", Now).Document;

        Assert.Same(online, _rules.Connect(online, "a", Now + Second).Document);
        Assert.Same(online, _rules.Heartbeat(online, "a", idle: false, null, Now + Second).Document);
        Assert.Same(gone, _rules.Connect(gone, "a", Now + Second).Document);
        Assert.Same(gone, _rules.Heartbeat(gone, "a", idle: false, null, Now + Second).Document);
        var again = _rules.Disconnect(gone, "a", Now + Second);
        Assert.Same(gone, again.Document);
        Assert.Equal(Now + Window, again.WakeAt);
    }

    [Fact]
    public void An_older_version_of_the_settings_undoes_no_later_one()
    {
        var busy = _rules.Set(Online("a"), PresenceMode.Busy, hidesLastSeen: false, version: 2, Now).Document;

        Assert.Same(busy, _rules.Set(busy, PresenceMode.Auto, hidesLastSeen: false, version: 1, Now).Document);
        Assert.Equal(PresenceState.Busy, busy.Shown.State);
    }

    [Fact]
    public void A_document_stays_small_whatever_happens()
    {
        var presence = new PresenceDocument("ann");
        foreach (var i in Enumerable.Range(0, 500))
        {
            presence = _rules.Connect(presence, $"kept{i}", Now + (i * Second)).Document;
            presence = _rules.Connect(presence, $"ended{i}", Now + (i * Second)).Document;
            presence = _rules.Disconnect(presence, $"ended{i}", Now + (i * Second)).Document;
            presence = _rules.Heartbeat(presence, $"kept{i}", idle: i % 2 == 0, DeviceKind.Web, Now + (i * Second)).Document;
        }

        Assert.InRange(presence.Connections.Count, 1, PresenceRules.MostConnections);
        Assert.Equal("kept499", presence.Connections[^1].Id);
        Assert.InRange(presence.Closed.Count, 1, 50);
        Assert.InRange(presence.Untold.Count, 1, 8);
        var json = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(presence, Functions.Platform.ChatJson.Options);
        Assert.InRange(json.Length, 1, 16 * 1024);
    }

    [Fact]
    public void Nothing_is_left_of_an_erased_user_but_the_generation()
    {
        var seen = _rules.Disconnect(Online("a"), "a", Now).Document;

        var erased = _rules.Forget(seen, Now + Second).Document;

        Assert.Equal(new ShownPresence("ann", PresenceState.Offline, 2), erased.Shown);
        Assert.True(erased is { Connections.IsEmpty: true, Closed.IsEmpty: true, SeenAt: null, GoneAt: null });
        Assert.Same(erased, _rules.Forget(erased, Now + Second).Document);
    }

    private PresenceDocument Online(params string[] connectionIds) => connectionIds.Aggregate(
        new PresenceDocument("ann"), (presence, id) => _rules.Told(_rules.Connect(presence, id, Now).Document, Now));
}
