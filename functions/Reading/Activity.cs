using Chat.Functions.Messages;

namespace Chat.Functions.Reading;

/// <summary>The document of container <c>activity</c>: how far a channel's log had come when the change feed last looked.</summary>
/// <param name="Seq">Of the last entry seen; it never goes back.</param>
/// <param name="At">When that entry was written.</param>
/// <param name="Counts">As they stand in that entry.</param>
public sealed record Activity(string ChannelId, long Seq, DateTimeOffset At, EntryCounts Counts)
{
    public string Id => ChannelId;

    public static Activity Of(Entry entry) => new(entry.ChannelId, entry.Seq, entry.CreatedAt, entry.Counts);
}
