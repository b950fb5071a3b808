using Chat.Functions.Channels;
using Chat.Functions.Messages;

namespace Chat.Functions.Reading;

/// <summary>Of a member's document in container <c>channels</c>, what decides on reading.</summary>
/// <param name="HistoryFrom">The first entry this member may read; absent for all.</param>
/// <param name="Blocked">In a 1-on-1 channel: one of the two blocks the other.</param>
public sealed record Reader(
    string ChannelId, string UserId, MemberRole Role, DateTimeOffset? RemovedAt = null, long? HistoryFrom = null, bool Blocked = false)
{
    public bool MayRead(Entry entry) => RemovedAt is null && entry.Seq >= (HistoryFrom ?? 1);
}
