using System.ComponentModel.DataAnnotations;

namespace Chat.Functions.Platform;

/// <summary>Section <c>Chat:Rates</c> of the settings: what one user may do in each instance of the functions. Empty is
/// without limit.</summary>
public sealed class RateSettings
{
    [Range(1, 10_000)]
    public int? SendsPerSecond { get; init; } = 20;

    /// <summary>How many sends may come at once after a pause.</summary>
    [Range(1, 10_000)]
    public int SendBurst { get; init; } = 60;

    [Range(1, 1_000_000)]
    public int? CreationsPerHour { get; init; } = 30;

    /// <summary>Invitations and contact requests together: what reaches for people.</summary>
    [Range(1, 1_000_000)]
    public int? InvitationsPerHour { get; init; } = 60;

    /// <summary>Members added to groups that are there already.</summary>
    [Range(1, 1_000_000)]
    public int? AdditionsPerHour { get; init; } = 200;

    /// <summary>Presences asked for, channels watched, and heartbeats that say something new, together.</summary>
    [Range(1, 10_000)]
    public int? PresencePerMinute { get; init; } = 60;
}
