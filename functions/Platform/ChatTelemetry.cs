using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Chat.Functions.Platform;

/// <summary>What an operator sees of the product itself, besides its requests and calls. It costs nothing while nobody listens.</summary>
public static class ChatTelemetry
{
    public const string Name = "Chat.Functions";

    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>Instruments are named <c>chat.…</c>.</summary>
    public static Meter Meter { get; } = new(Name);

    private static readonly Counter<long> Appends = Meter.CreateCounter<long>(
        "chat.appends", "{entry}", "Entries that became durable.");

    private static readonly Counter<long> Conflicts = Meter.CreateCounter<long>(
        "chat.append.conflicts", "{transaction}", "Transactions that another instance was faster with.");

    private static readonly Histogram<long> BatchSizes = Meter.CreateHistogram<long>(
        "chat.append.batch_size", "{entry}", "Entries in one transaction.");

    private static readonly Counter<long> BroadcastFailures = Meter.CreateCounter<long>(
        "chat.broadcast.failures", "{entry}", "Durable entries that could not be handed to Web PubSub: their senders try again.");

    private static readonly Counter<long> Poison = Meter.CreateCounter<long>(
        "chat.feed.poison", description: "Documents a change feed has passed over");

    private static readonly Histogram<double> TimeoutLags = Meter.CreateHistogram<double>(
        "chat.presence.timeout.lag", "s", "How long after it was due an absence is looked at.");

    /// <summary>One transaction. It belongs to the trace of the event that it was begun for, and is linked to those of the others.</summary>
    public static Activity? Append(IEnumerable<ActivityContext> events)
    {
        var all = events.Where(one => one != default).Distinct().ToList();
        return Activities.StartActivity(
            "append", ActivityKind.Internal, all.FirstOrDefault(), links: all.Skip(1).Select(one => new ActivityLink(one)));
    }

    /// <summary>What was appended goes to the channel's members.</summary>
    public static Activity? Broadcast() => Activities.StartActivity("broadcast");

    public static void Appended(int entries)
    {
        Appends.Add(entries);
        BatchSizes.Record(entries);
    }

    public static void Conflict() => Conflicts.Add(1);

    /// <param name="late">Since the wake-up was due; sooner counts as in time.</param>
    public static void Woken(TimeSpan late) => TimeoutLags.Record(Math.Max(0, late.TotalSeconds));

    public static void NotBroadcast(int entries) => BroadcastFailures.Add(entries);

    public static void PassedOver() => Poison.Add(1);
}
