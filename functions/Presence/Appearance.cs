namespace Chat.Functions.Presence;

/// <summary>How a user is seen for what is connected and set; the generation is not its business.</summary>
public static class Appearance
{
    public static ShownPresence Of(PresenceDocument document)
    {
        var state = document switch
        {
            { Mode: PresenceMode.Invisible } => PresenceState.Offline,
            { Connections.IsEmpty: true, GoneAt: not null } => document.Shown.State,
            { Connections.IsEmpty: true } => PresenceState.Offline,
            { Mode: PresenceMode.Busy } => PresenceState.Busy,
            _ when document.Connections.TrueForAll(connection => connection.Idle) => PresenceState.Away,
            _ => PresenceState.Online,
        };
        return state == PresenceState.Offline
            ? new ShownPresence(document.UserId, state, LastSeenAt: document.HidesLastSeen ? null : document.SeenAt)
            : new ShownPresence(document.UserId, state, Devices: document.Connections.IsEmpty ? document.Shown.Devices : Devices(document));
    }

    private static DeviceKind[]? Devices(PresenceDocument document) =>
        document.Connections.Select(connection => connection.Device).OfType<DeviceKind>().Distinct().Order().ToArray() is { Length: > 0 } kinds
            ? kinds
            : null;
}
