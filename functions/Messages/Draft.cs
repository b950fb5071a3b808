namespace Chat.Functions.Messages;

/// <summary>An entry somebody wants in a channel's log.</summary>
/// <param name="Entry">As it will stand there, but for number, time and counts.</param>
/// <param name="After">The highest number its sender knew when it was first queued.</param>
public sealed record Draft(Entry Entry, long After)
{
    public const string System = "system";

    public string ChannelId => Entry.ChannelId;

    public (string SenderId, string ClientId) Key => Entry.Key;

    /// <summary>The highest entry it refers to without changing it; 0 for none.</summary>
    public long Named => Math.Max(Entry.ReplyTo ?? 0, Entry.Thread ?? 0);

    public bool IsOfSystem => Entry.SenderId == System;

    public static Draft Of(string kind, string channelId, string senderId, string clientId, long after) =>
        new(new Entry(channelId, 0, kind, senderId, clientId, default, EntryCounts.None), after);

    /// <summary>An entry of the service's own.</summary>
    /// <param name="operationId">The same for each try.</param>
    public static Draft OfSystem(string kind, string channelId, string operationId) =>
        Of(kind, channelId, System, operationId, after: 0);

    /// <summary>The entry that follows <paramref name="head"/>.</summary>
    public Entry Following(Head head, DateTimeOffset now) => Entry with
    {
        Seq = head.Seq + 1,
        // What is stored is what is sent: nothing below a millisecond.
        CreatedAt = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)),
        Counts = head.Counts.Including(Entry),
        Closed = Entry.Kind switch
        {
            EntryKind.Archive => true,
            EntryKind.Unarchive => false,
            _ => head.Closed,
        },
    };
}
