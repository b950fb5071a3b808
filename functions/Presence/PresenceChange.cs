namespace Chat.Functions.Presence;

/// <summary>A change of a presence, on its way to the topic.</summary>
public sealed record PresenceChange(ShownPresence Presence, DateTimeOffset At);
