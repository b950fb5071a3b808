namespace Chat.Functions.Presence;

/// <summary>A connection that the service has told of, and that is not known to have ended.</summary>
/// <param name="HeardAt">The last sign of life that was stored; the connection may have given later ones.</param>
public sealed record LiveConnection(
    string Id, DateTimeOffset Since, DateTimeOffset HeardAt, bool Idle = false, DeviceKind? Device = null);

/// <summary>A connection that has ended: what the service says of it later is late.</summary>
public sealed record ClosedConnection(string Id, DateTimeOffset At);
