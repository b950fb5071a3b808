namespace Chat.Functions.Messages;

/// <summary>Running counts of a channel, up to and including an entry: how many there are between two is a subtraction.</summary>
public sealed record EntryCounts(long Messages)
{
    public static EntryCounts None { get; } = new(0);
}

/// <summary>One entry of a channel's log, as it is stored and as it is sent.</summary>
/// <param name="Seq">1, 2, 3 … in the channel.</param>
/// <param name="Kind">What it is; so far always <see cref="MessageKind"/>.</param>
public sealed record Entry(
    string ChannelId,
    long Seq,
    string Kind,
    string SenderId,
    string ClientId,
    DateTimeOffset CreatedAt,
    string Text,
    EntryCounts Counts)
{
    public const string MessageKind = "message";

    /// <summary>The entry that follows <paramref name="head"/>.</summary>
    public static Entry Following(Head head, Draft draft, DateTimeOffset now) => new(
        draft.ChannelId,
        head.Seq + 1,
        MessageKind,
        draft.SenderId,
        draft.ClientId,
        // What is stored is what is sent: nothing below a millisecond.
        now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)),
        draft.Text,
        new EntryCounts(head.Counts.Messages + 1));
}

/// <summary>The last entry of a log, as far as appending needs to know it.</summary>
public sealed record Head(long Seq, EntryCounts Counts)
{
    public static Head Empty { get; } = new(0, EntryCounts.None);

    public static Head At(Entry entry) => new(entry.Seq, entry.Counts);
}
