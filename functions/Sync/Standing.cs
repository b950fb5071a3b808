using Chat.Functions.Channels;
using Chat.Functions.Messages;
using Chat.Functions.Reading;

namespace Chat.Functions.Sync;

/// <summary>One of the user's channels as it stands, and what the device holds of it.</summary>
/// <param name="Held">Null when the device does not know the channel.</param>
/// <param name="Activity">How far the log has come at least; null when the feed has seen nothing of it.</param>
/// <param name="IsReset">The device's number is of another history, and counts for nothing.</param>
public sealed record Standing(
    HeldChannel? Held, UserChannel User, MemberDocument Member, ChannelDocument Channel, Activity? Activity, bool IsReset = false)
{
    public string ChannelId => Channel.ChannelId;

    /// <summary>The first entry there is for this user.</summary>
    public long From => Math.Max(Member.HistoryFrom ?? 1, Channel.FirstSeq ?? 1);

    /// <summary>The number above which the device lacks entries; null when it begins anew.</summary>
    public long? Above => Held?.Seq is { } seq && !IsReset ? Math.Max(seq, From - 1) : null;

    /// <summary>Whether the number that is asked from is what this side says, not what the device says.</summary>
    public bool IsClamped => Held?.Seq < From - 1;

    /// <summary>A number that the log is known to have reached.</summary>
    public long Seen => Activity?.Seq ?? 0;

    public ListedChannel Show(Activity? activity, long named, DateTimeOffset now) =>
        ListedChannel.Of(User, Member, Channel, activity, null, named, now);

    /// <summary>The activity, or what an entry says of it that the feed has not yet brought.</summary>
    public Activity? ActivityUpTo(Entry? last) => last?.Seq > Seen ? Activity.Of(last) : Activity;
}
