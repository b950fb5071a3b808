using System.Globalization;
using Chat.Functions.Channels;
using Chat.Functions.Platform;

namespace Chat.Functions.Reading;

/// <summary>Where a channel stands among its member's: the latest activity first.</summary>
/// <param name="At">Of its last entry, or when its member joined, whichever is later.</param>
public sealed record ChannelPlace(DateTimeOffset At, string ChannelId)
{
    public static ChannelPlace Of(UserChannel channel, Activity? activity) =>
        new(activity?.At > channel.JoinedAt ? activity.At : channel.JoinedAt, channel.ChannelId);

    /// <summary>The place a cursor names.</summary>
    public static ChannelPlace Parse(string cursor) =>
        cursor.Split('.') is [var milliseconds, var channelId]
        && long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
        && Channels.ChannelId.IsValid(channelId)
            ? new ChannelPlace(DateTimeOffset.FromUnixTimeMilliseconds(at), channelId)
            : throw ChatException.Invalid("after", "after must be the next of an earlier page.");

    /// <summary>The cursor that names this place.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()}.{ChannelId}");

    public bool ComesAfter(ChannelPlace other) =>
        At < other.At || (At == other.At && string.CompareOrdinal(ChannelId, other.ChannelId) > 0);
}
