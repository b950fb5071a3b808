using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Presence;

/// <summary>The presence machine: what an event makes of a user's document. It reads no clock and does nothing: whoever calls it
/// stores the outcome, tells others what is untold, and puts the message. Each rule may be given the same event again, late, or
/// in another order. A rule that finds nothing to change returns the document it was given.</summary>
/// <param name="window">How long an absence is kept from others.</param>
/// <param name="persist">How old a connection's stored sign of life may become before a new one is stored.</param>
public sealed class PresenceRules(TimeSpan window, TimeSpan persist)
{
    /// <summary>Beyond it the oldest are no longer known; their next heartbeat makes them so again.</summary>
    public const int MostConnections = 50;

    private const int MostClosed = 50;
    private const int MostUntold = 8;

    /// <summary>Longer than the service tries to deliver an event.</summary>
    private static readonly TimeSpan ClosedFor = TimeSpan.FromMinutes(10);

    /// <summary>How long whoever has stored a change has to complete it, before the sweep does.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Postponement = TimeSpan.FromMinutes(5);

    public PresenceRules(IOptions<PresenceSettings> settings)
        : this(TimeSpan.FromSeconds(settings.Value.DebounceSeconds), TimeSpan.FromSeconds(settings.Value.PersistSeconds))
    {
    }

    /// <summary>A silence after which it is asked whether the connection still exists: two signs of life were to be stored.</summary>
    public TimeSpan Silence => 2 * persist;

    public TimeSpan Persist => persist;

    /// <summary>Event <c>connected</c>.</summary>
    public PresenceStep Connect(PresenceDocument before, string connectionId, DateTimeOffset now)
    {
        var document = Advance(before, now);
        return document.HasClosed(connectionId) || document.Find(connectionId) is not null
            ? new PresenceStep(document)
            : Hear(document, new LiveConnection(connectionId, now, now), now);
    }

    /// <summary>A heartbeat: also what makes up for a <c>connected</c> that was lost.</summary>
    /// <param name="device">Null when the client does not say: then what it said before stands.</param>
    public PresenceStep Heartbeat(PresenceDocument before, string connectionId, bool idle, DeviceKind? device, DateTimeOffset now)
    {
        var document = Advance(before, now);
        var known = document.Find(connectionId);
        var heard = (known ?? new LiveConnection(connectionId, now, now)) with { Idle = idle };
        heard = heard with { Device = device ?? heard.Device };
        return document.HasClosed(connectionId) || (heard == known && now - known.HeardAt < persist)
            ? new PresenceStep(document)
            : Hear(document, heard with { HeardAt = now }, now);
    }

    /// <summary>Event <c>disconnected</c>. Of the last connection it begins an absence.</summary>
    public PresenceStep Disconnect(PresenceDocument before, string connectionId, DateTimeOffset now)
    {
        var document = Advance(before, now);
        if (document.HasClosed(connectionId))
        {
            // Told again: the first time may have ended before its message was put.
            return new PresenceStep(document, document.GoneAt + window);
        }

        var closed = document with { Closed = document.Closed.Add(new ClosedConnection(connectionId, now)) };
        return document is { Connections.IsEmpty: true, GoneAt: not null }
            // One that nobody has heard of: short, but the user was here until now.
            ? Depart(closed, now, now)
            : Leave(closed, connection => connection.Id == connectionId, now, now);
    }

    /// <summary>Time has passed: the message of <see cref="PresenceStep.WakeAt"/>, or the sweep.</summary>
    /// <param name="dueAt">What the message was put for.</param>
    public PresenceStep Wake(PresenceDocument before, DateTimeOffset dueAt, DateTimeOffset now)
    {
        var document = Advance(before, now);
        // Early, by a clock that is ahead of this one: again then. A later absence has a message of its own.
        return new PresenceStep(document, document.GoneAt + window is { } end && end <= dueAt ? end : null);
    }

    /// <summary>The connections that have been silent for too long.</summary>
    public IEnumerable<LiveConnection> Silent(IEnumerable<LiveConnection> connections, DateTimeOffset now) =>
        connections.Where(connection => IsSilent(connection, now));

    /// <summary>What the service says of connections that were silent. One that does not exist is forgotten, but is no tombstone: should it
    /// give a sign of life after all, it is back.</summary>
    public PresenceStep Sweep(PresenceDocument before, IReadOnlyDictionary<string, bool> exists, DateTimeOffset now)
    {
        var document = Advance(before, now);
        var gone = Silent(document.Connections, now).Where(connection => exists.GetValueOrDefault(connection.Id, true) == false).ToList();
        var alive = document.Connections.ConvertAll(connection =>
            IsSilent(connection, now) && exists.GetValueOrDefault(connection.Id) ? connection with { HeardAt = now } : connection);
        var isSame = gone.Count == 0 && alive.SequenceEqual(document.Connections) && !(document.DueAt <= now);
        return isSame
            ? new PresenceStep(document)
            : Leave(document with { Connections = alive }, gone.Contains, now, gone.Max(connection => (DateTimeOffset?)connection.HeardAt) ?? now);
    }

    /// <summary>Nothing stays of an erased user but the generation, which watchers go by.</summary>
    public PresenceStep Forget(PresenceDocument before, DateTimeOffset now)
    {
        var isBlank = before is { Connections.IsEmpty: true, Closed.IsEmpty: true, SeenAt: null, Mode: PresenceMode.Auto, HidesLastSeen: false };
        var blank = new PresenceDocument(before.UserId) { Shown = before.Shown, SettingsVersion = before.SettingsVersion };
        return isBlank ? new PresenceStep(before) : Complete(blank, now);
    }

    /// <summary>What the user's profile says, unless a later version of it is known.</summary>
    public PresenceStep Set(PresenceDocument before, PresenceMode mode, bool hidesLastSeen, int version, DateTimeOffset now)
    {
        var document = Advance(before, now);
        if (version <= document.SettingsVersion)
        {
            return new PresenceStep(document);
        }

        var vanishes = mode == PresenceMode.Invisible && document.Shown.State != PresenceState.Offline;
        return Complete(
            document with
            {
                Mode = mode,
                HidesLastSeen = hidesLastSeen,
                SettingsVersion = version,
                SeenAt = vanishes && document.GoneAt is null ? now : document.SeenAt,
                GoneAt = vanishes ? null : document.GoneAt,
            },
            now);
    }

    /// <summary>Others have been told all that was untold.</summary>
    public PresenceDocument Told(PresenceDocument document, DateTimeOffset now)
    {
        var told = document with { Untold = [] };
        return told with { DueAt = DueAt(told, now) };
    }

    /// <summary>It could not be completed now: later, so that it does not keep others from their turn.</summary>
    public static PresenceDocument Postpone(PresenceDocument document, DateTimeOffset now) => document with { DueAt = now + Postponement };

    private PresenceStep Hear(PresenceDocument document, LiveConnection connection, DateTimeOffset now)
    {
        var others = document.Connections.RemoveAll(other => other.Id == connection.Id);
        return Complete(document with { Connections = others.Add(connection), GoneAt = null }, now);
    }

    /// <param name="seenAt">When the last of them was there.</param>
    private PresenceStep Leave(PresenceDocument document, Predicate<LiveConnection> leaves, DateTimeOffset now, DateTimeOffset seenAt)
    {
        var left = document.Connections.RemoveAll(leaves);
        var isAbsent = left.IsEmpty && !document.Connections.IsEmpty && document.Shown.State != PresenceState.Offline;
        return isAbsent
            ? Depart(document with { Connections = left }, now, seenAt)
            : Complete(document with { Connections = left }, now);
    }

    /// <summary>An absence begins, now: an end that is found late is kept from others no shorter than one that is told at once.</summary>
    private PresenceStep Depart(PresenceDocument document, DateTimeOffset now, DateTimeOffset seenAt) =>
        Complete(document with { GoneAt = now, SeenAt = seenAt }, now) with { WakeAt = now + window };

    /// <summary>What has become due by time alone comes before anything that happens now: whoever comes back after the window has
    /// been away, also if nobody has got to say so yet.</summary>
    private PresenceDocument Advance(PresenceDocument document, DateTimeOffset now) =>
        document.GoneAt is { } gone && now >= gone + window ? Complete(document with { GoneAt = null }, now).Document : document;

    private PresenceStep Complete(PresenceDocument document, DateTimeOffset now)
    {
        var kept = document.Closed.RemoveAll(closed => closed.At <= now - ClosedFor);
        var shown = Appearance.Of(document) is var next && next.LooksLike(document.Shown)
            ? document.Shown
            : next with { Generation = document.Shown.Generation + 1 };
        var untold = shown == document.Shown ? document.Untold : document.Untold.Add(shown);
        var complete = document with
        {
            Connections = Newest(document.Connections, MostConnections),
            Closed = Newest(kept, MostClosed),
            Shown = shown,
            Untold = Newest(untold, MostUntold),
        };
        return new PresenceStep(complete with { DueAt = DueAt(complete, now) });
    }

    private DateTimeOffset? DueAt(PresenceDocument document, DateTimeOffset now)
    {
        var dues = document.Connections.Select(connection => (DateTimeOffset?)(connection.HeardAt + Silence))
            .Append(document.GoneAt + window + Grace)
            .Append(document.Untold.IsEmpty ? null : now + Grace);
        return dues.Min();
    }

    private bool IsSilent(LiveConnection connection, DateTimeOffset now) => connection.HeardAt + Silence <= now;

    private static ImmutableList<T> Newest<T>(ImmutableList<T> list, int most) =>
        list.Count <= most ? list : list.RemoveRange(0, list.Count - most);
}
