namespace Chat.Capacity;

/// <summary>What a number of daily users needs, and what it costs a month.</summary>
public sealed record Size(double DailyUsers, Usage Usage)
{
    private const double SecondsPerDay = 86_400;
    private const double InstanceGigabytes = 2;
    private const double UnitConnections = 1_000;

    /// <summary>A tenth of 1,000 RU/s for each of seven containers.</summary>
    private const double AutoscaleFloor = 700;

    /// <summary>More units than these need not be full.</summary>
    private const double MostFull = 0.8;

    /// <summary>Of the largest resource with 2 KB messages: Premium P2.</summary>
    private const double ResourceConnections = 1_000_000;

    public double PeakConnections => DailyUsers * Usage.PeakShare;

    public double Units => Math.Ceiling(PeakConnections / UnitConnections / MostFull);

    public double Resources => Math.Ceiling(PeakConnections / MostFull / ResourceConnections);

    public double Messages => DailyUsers * Usage.MessagesPerUser;

    public double Heartbeats => DailyUsers * Usage.HoursConnected * 3_600 / Usage.HeartbeatSeconds;

    /// <summary>Upstream events of a day: messages, heartbeats, and connect, connected and disconnected.</summary>
    public double Events => Messages + Heartbeats + (DailyUsers * Usage.ConnectsPerUser * 3);

    /// <summary>Outbound messages of Web PubSub: events go out, answers to senders, entries to receivers, presence to watchers.</summary>
    public double Outbound => Events + (Messages * (1 + Usage.ReceiversPerMessage))
        + (DailyUsers * Usage.PresenceChangesPerUser * Usage.WatchersPerChange);

    /// <summary>Executions: events, requests, and a queue message for each end of a connection.</summary>
    public double Executions => Events + (DailyUsers * (Usage.HttpRequestsPerUser + Usage.ConnectsPerUser));

    public double RequestUnitsPerDay =>
        (Messages / Usage.MessagesPerTransaction * (RequestUnits.Message + RequestUnits.MessageAfterwards))
        + (DailyUsers * Usage.ConnectsPerUser * (RequestUnits.Connect + RequestUnits.Disconnect))
        + (Heartbeats * RequestUnits.Heartbeat)
        + (DailyUsers * Usage.HttpRequestsPerUser * RequestUnits.HttpRequest);

    public double PeakRequestUnits => RequestUnitsPerDay / SecondsPerDay * Usage.PeakFactor;

    public double PeakExecutions => Executions / SecondsPerDay * Usage.PeakFactor;

    public double PeakInstances => Math.Ceiling(PeakExecutions / Usage.EventsPerInstanceSecond);

    /// <summary>Calls to Web PubSub's REST interface: each broadcast goes to every resource.</summary>
    public double PeakBroadcastCalls => Messages / SecondsPerDay * Usage.PeakFactor * Resources;

    public double WebPubSub => Prices.DaysPerMonth * ((Units * Prices.WebPubSubUnitDay)
        + (Math.Max(0, (Outbound / 1e6) - (Units * Prices.WebPubSubFreeMillionsPerUnitDay)) * Prices.WebPubSubMillionMessages));

    /// <summary>An instance is billed while it works, and at least for a second: some are busy in this share of all seconds.</summary>
    public double Functions
    {
        get
        {
            var perSecond = Executions / SecondsPerDay;
            var seconds = SecondsPerDay * (1 - Math.Exp(-perSecond) + (perSecond / Usage.EventsPerInstanceSecond));
            return Prices.DaysPerMonth * ((seconds * InstanceGigabytes * Prices.FunctionsGigabyteSecond)
                + (Executions / 1e6 * Prices.FunctionsMillionExecutions));
        }
    }

    public double CosmosServerless => Prices.DaysPerMonth * RequestUnitsPerDay / 1e6 * Prices.CosmosServerlessMillion;

    /// <summary>Billed by the busiest second of each hour: half as much again as the average, over a day.</summary>
    public double CosmosAutoscale => Prices.DaysPerMonth * 24 * Prices.CosmosAutoscaleHundredHour / 100
        * Math.Max(AutoscaleFloor, RequestUnitsPerDay / SecondsPerDay * 1.5);

    public double Cosmos => Math.Min(CosmosServerless, CosmosAutoscale);

    /// <summary>Of a year of history.</summary>
    public double Storage => Messages * 365 * Usage.StoredBytesPerMessage / 1e9 * Prices.CosmosGigabyteMonth;

    public double EventGrid => Prices.DaysPerMonth * DailyUsers * Usage.PresenceChangesPerUser / 1e6 * Prices.EventGridMillion;

    public double Total => WebPubSub + Functions + Cosmos + Storage + EventGrid;
}
