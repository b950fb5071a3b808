namespace Chat.Functions.Presence;

/// <summary>A user's presence as others are told of it.</summary>
/// <param name="Generation">Counts up with each change: of two frames the higher is the later one, whichever comes first.</param>
/// <param name="LastSeenAt">While offline, unless the user hides it.</param>
/// <param name="Devices">While connected, as far as the devices have said what they are.</param>
public sealed record ShownPresence(
    string UserId,
    PresenceState State = PresenceState.Offline,
    long Generation = 0,
    DateTimeOffset? LastSeenAt = null,
    IReadOnlyList<DeviceKind>? Devices = null)
{
    /// <summary>Whether somebody who sees the one sees the other.</summary>
    public bool LooksLike(ShownPresence other) => State == other.State
        && LastSeenAt == other.LastSeenAt
        && (Devices ?? []).SequenceEqual(other.Devices ?? []);
}
