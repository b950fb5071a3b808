using Chat.Functions.Messages;

namespace Chat.Functions.Reading;

/// <summary>How far one user has read a channel, on whichever device.</summary>
/// <param name="Seq">0 before anything was read.</param>
/// <param name="Counts">As they stand in that entry: what is unread is what has been added since.</param>
public sealed record ReadCursor(long Seq, EntryCounts Counts)
{
    public static ReadCursor Start { get; } = new(0, EntryCounts.None);

    public static ReadCursor At(Entry entry) => new(entry.Seq, entry.Counts);

    /// <summary>Messages above the cursor. The feed may be behind the user, and then there are none.</summary>
    public long UnreadOf(Activity? activity) => Math.Max(0, (activity?.Counts.Messages ?? 0) - Counts.Messages);

    /// <summary>Messages above the cursor that called everybody when they were sent.</summary>
    public long ChannelMentionsOf(Activity? activity) =>
        Math.Max(0, (activity?.Counts.ChannelMentions ?? 0) - Counts.ChannelMentions);
}
