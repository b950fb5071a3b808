using Chat.Functions.Messages;
using Chat.Functions.Reading;

namespace Chat.Functions.Sync;

/// <summary>A channel of which the device lacks something.</summary>
/// <param name="Channel">As the list shows it, without its last entry.</param>
/// <param name="Entries">Ascending. Those above what the device has, or, when it begins anew, the last ones there are.</param>
/// <param name="More">Whether there are further ones above.</param>
/// <param name="FirstSeq">There is nothing below it for this user, and the entries reach that edge.</param>
/// <param name="Reset">What the device had is of another history.</param>
public sealed record SyncedChannel(
    ListedChannel Channel, string State, IReadOnlyList<Entry> Entries, bool? More, long? FirstSeq, bool? Reset);

/// <param name="Gone">Of the channels that were named those that are not the user's.</param>
/// <param name="More">Whether the device is to ask again at once.</param>
/// <param name="Next">What it then gives; null for nothing.</param>
public sealed record SyncAnswer(
    string Epoch, IReadOnlyList<SyncedChannel> Channels, IReadOnlyList<string> Gone, bool More, string? Next);
