using Chat.Functions.Connections;
using Chat.Functions.Presence;
using Microsoft.Extensions.Time.Testing;

namespace Chat.Functions.Tests.Presence;

/// <summary>A connection as it really was.</summary>
internal sealed record RealConnection(string Id, DateTimeOffset From)
{
    public DateTimeOffset? To { get; set; }

    /// <summary>When the service has surely learned of the end.</summary>
    public DateTimeOffset LearnedBy { get; set; } = DateTimeOffset.MaxValue;

    public ConnectionState? State { get; set; }
}

/// <summary>One user's connections, the events that tell of them, the machine, its queue and its sweep, and somebody who watches. By
/// chance events are late, lost, repeated or overtaken, messages too, and functions die at each of their steps.</summary>
internal sealed class PresenceWorld(Random random)
{
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan MostDelay = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(60);

    /// <summary>From when something is due to when a sweep has surely done it: its grace, its interval, and one that died.</summary>
    public static readonly TimeSpan SweepDelay = TimeSpan.FromSeconds(15) + (3 * SweepInterval);

    private static readonly TimeSpan Persist = TimeSpan.FromSeconds(450);
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(45);

    private readonly FakeTimeProvider _time = new();
    private readonly PriorityQueue<Action, DateTimeOffset> _agenda = new();
    private readonly PresenceRules _rules = new(Window, Persist);
    private readonly List<RealConnection> _connections = [];
    private readonly List<(DateTimeOffset At, ShownPresence Presence)> _announced = [];
    private readonly List<ShownPresence> _seen = [];
    private PresenceDocument _document = new("ann");
    private int _sweepsSinceDeath;

    public DateTimeOffset Now => _time.GetUtcNow();

    public IReadOnlyList<RealConnection> Connections => _connections;

    /// <summary>What became visible, when it was decided.</summary>
    public IReadOnlyList<(DateTimeOffset At, ShownPresence Presence)> Announced => _announced;

    /// <summary>What the watcher has taken for news: not what is older than what it has.</summary>
    public IReadOnlyList<ShownPresence> Seen => _seen;

    public PresenceDocument Document => _document;

    public RealConnection? AnyOpen => _connections.FindAll(connection => connection.To is null) is { Count: > 0 } open
        ? open[random.Next(open.Count)]
        : null;

    public void Start() => Later(SweepInterval, Sweep);

    public void Open()
    {
        var connection = new RealConnection($"c{_connections.Count}", Now);
        _connections.Add(connection);
        if (Chance(80))
        {
            Deliver(() => Change(document => _rules.Connect(document, connection.Id, Now)), retries: true);
        }

        Heartbeat(connection);
    }

    public void End(RealConnection connection)
    {
        connection.To = Now;
        if (Chance(70))
        {
            connection.LearnedBy = Now + MostDelay;
            Deliver(() => Change(document => _rules.Disconnect(document, connection.Id, Now)), retries: true, isSure: true);
        }
        else
        {
            // The last stored heartbeat may be a persist interval old, and is left alone for two more; after that the sweep asks.
            connection.LearnedBy = Now + HeartbeatInterval + MostDelay + _rules.Silence + SweepDelay;
        }
    }

    public void Pass(TimeSpan time)
    {
        var end = Now + time;
        while (_agenda.TryPeek(out _, out var at) && at <= end)
        {
            var act = _agenda.Dequeue();
            _time.Advance(at > Now ? at - Now : TimeSpan.Zero);
            act();
        }

        _time.Advance(end - Now);
    }

    /// <summary>At once and then regularly; the client repeats what is not acknowledged, so all arrive.</summary>
    private void Heartbeat(RealConnection connection)
    {
        if (connection.To is not null)
        {
            return;
        }

        var heartbeat = new Heartbeat(Idle: false, DeviceKind.Web);
        Later(Delay(), () =>
        {
            if (connection.State?.Covers(heartbeat, Now, Persist) != true)
            {
                Change(document => _rules.Heartbeat(document, connection.Id, heartbeat.Idle, heartbeat.Device, Now));
                connection.State = new ConnectionState("", Now, _document.Find(connection.Id)?.HeardAt, false, DeviceKind.Web);
            }
        });
        Later(HeartbeatInterval, () => Heartbeat(connection));
    }

    /// <summary>An event comes late, perhaps twice; a function that dies before it has stored anything gets it again.</summary>
    private void Deliver(Action handle, bool retries, bool isSure = false)
    {
        if (retries && Chance(20))
        {
            Later(Delay(), handle);
        }

        if (isSure || Chance(90))
        {
            Later(Delay(), handle);
        }
    }

    private void Change(Func<PresenceDocument, PresenceStep> rule)
    {
        var step = rule(_document);
        var changed = !ReferenceEquals(step.Document, _document);
        Store(step.Document);
        var life = random.Next(10);
        if (step.WakeAt is { } dueAt && life > 0)
        {
            Put(dueAt);
        }

        if (changed && life > 1)
        {
            Tell(dies: life == 2);
        }
    }

    private void Store(PresenceDocument document)
    {
        _announced.AddRange(document.Untold.Where(presence => presence.Generation > _document.Shown.Generation).Select(presence => (Now, presence)));
        _document = document;
    }

    /// <summary>The queue brings a message late, sometimes early by its clock, twice, or, after too many failures, never.</summary>
    private void Put(DateTimeOffset dueAt)
    {
        foreach (var _ in Enumerable.Range(0, random.Next(3)))
        {
            var early = Chance(10) ? TimeSpan.FromMilliseconds(random.Next(500)) : TimeSpan.Zero;
            Later(dueAt - Now + Delay() - early, () => Change(document => _rules.Wake(document, dueAt, Now)));
        }
    }

    private void Tell(bool dies)
    {
        foreach (var presence in _document.Untold.Where(presence => presence.Generation >= (_seen.LastOrDefault()?.Generation ?? 0)))
        {
            if (_seen.LastOrDefault()?.Generation != presence.Generation)
            {
                _seen.Add(presence);
            }
        }

        if (!dies && !_document.Untold.IsEmpty)
        {
            _document = _rules.Told(_document, Now);
        }
    }

    private void Sweep()
    {
        Later(SweepInterval, Sweep);
        // One of three at most dies: a function app that is down for longer does nothing in time.
        if (_document.DueAt > Now || _document.DueAt is null || (_sweepsSinceDeath++ > 2 && Chance(50)))
        {
            _sweepsSinceDeath = _document.DueAt <= Now ? 0 : _sweepsSinceDeath;
            return;
        }

        var exists = _rules.Silent(_document.Connections, Now).ToDictionary(
            connection => connection.Id, connection => _connections.Find(real => real.Id == connection.Id)!.To is null);
        var step = _rules.Sweep(_document, exists, Now);
        Store(step.Document);
        if (step.WakeAt is { } dueAt)
        {
            Put(dueAt);
        }

        Tell(dies: false);
    }

    private bool Chance(int percent) => random.Next(100) < percent;

    private TimeSpan Delay() => TimeSpan.FromMilliseconds(random.Next((int)MostDelay.TotalMilliseconds));

    private void Later(TimeSpan delay, Action act) => _agenda.Enqueue(act, Now + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero));
}
