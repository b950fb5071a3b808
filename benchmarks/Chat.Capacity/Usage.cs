namespace Chat.Capacity;

/// <summary>What people do on an average day. Change it to what yours do.</summary>
public sealed record Usage
{
    public double MessagesPerUser { get; init; } = 20;

    /// <summary>Connections a message is delivered to, the sender's other devices among them.</summary>
    public double ReceiversPerMessage { get; init; } = 4;

    /// <summary>Messages that one transaction stores; 1 while nobody writes at the same moment.</summary>
    public double MessagesPerTransaction { get; init; } = 1;

    public double ConnectsPerUser { get; init; } = 6;

    public double HoursConnected { get; init; } = 2;

    public double HttpRequestsPerUser { get; init; } = 30;

    /// <summary>Presences others are told of, and to how many connections each.</summary>
    public double PresenceChangesPerUser { get; init; } = 8;

    public double WatchersPerChange { get; init; } = 10;

    public double HeartbeatSeconds { get; init; } = 45;

    /// <summary>Share of the day's users who are connected in the busiest moment.</summary>
    public double PeakShare { get; init; } = 0.2;

    /// <summary>How much busier the busiest moment is than the average.</summary>
    public double PeakFactor { get; init; } = 3;

    /// <summary>What one instance of 2 GB serves (docs/performance.md; a core is far from busy at this rate).</summary>
    public double EventsPerInstanceSecond { get; init; } = 300;

    public double StoredBytesPerMessage { get; init; } = 1_000;
}

/// <summary>Request units, by the rules of docs/cosmos-emulator.md; reads are doubled by Strong.</summary>
public static class RequestUnits
{
    /// <summary>The transaction and the sender's member document.</summary>
    public const double Message = 5.85 + 2;

    /// <summary>Of the change feed: three readers, and the channel's activity.</summary>
    public const double MessageAfterwards = (3 * 2) + 10.5;

    /// <summary>The user's channels, and the presence document.</summary>
    public const double Connect = 8 + 12;

    public const double Disconnect = 12 + 12;

    /// <summary>One in ten heartbeats is stored.</summary>
    public const double Heartbeat = 12 / 10.0;

    public const double HttpRequest = 15;
}
