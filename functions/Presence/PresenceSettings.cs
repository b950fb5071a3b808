using System.ComponentModel.DataAnnotations;

namespace Chat.Functions.Presence;

/// <summary>Section <c>Presence</c> of the settings.</summary>
public sealed class PresenceSettings
{
    /// <summary>How long a user may be without a connection before others are told.</summary>
    [Range(1, 3_600)]
    public int DebounceSeconds { get; init; } = 30;

    /// <summary>How often a client gives a sign of life.</summary>
    [Range(1, 600)]
    public int HeartbeatSeconds { get; init; } = 45;

    /// <summary>How many of a connection's heartbeats, in seconds, stay out of the database before one is stored.</summary>
    [Range(1, 86_400)]
    public int PersistSeconds { get; init; } = 450;
}
