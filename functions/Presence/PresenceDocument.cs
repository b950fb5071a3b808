using System.Collections.Immutable;

namespace Chat.Functions.Presence;

/// <summary>A user's presence: a document of container <c>users</c>, changed under its etag by <see cref="PresenceRules"/> alone.</summary>
public sealed record PresenceDocument(string UserId)
{
    public const string DocumentId = "presence";

    public string Id { get; } = DocumentId;

    public string Type { get; } = DocumentId;

    public ImmutableList<LiveConnection> Connections { get; init; } = [];

    /// <summary>The last ones: <c>disconnected</c> may come before <c>connected</c>, and either twice.</summary>
    public ImmutableList<ClosedConnection> Closed { get; init; } = [];

    /// <summary>The profile's settings, copied so that an event needs to read one document only.</summary>
    public PresenceMode Mode { get; init; }

    public bool HidesLastSeen { get; init; }

    /// <summary>The profile's version they were copied from.</summary>
    public int SettingsVersion { get; init; }

    /// <summary>What others were told last, or are being told.</summary>
    public ShownPresence Shown { get; init; } = new(UserId);

    /// <summary>What it is not known that they have been told.</summary>
    public ImmutableList<ShownPresence> Untold { get; init; } = [];

    /// <summary>Since when nothing is connected, while others have not been told of it.</summary>
    public DateTimeOffset? GoneAt { get; init; }

    /// <summary>When the user, as others see it, was there last.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>When somebody must look at this, if nothing happens before; absent for never. The sweep finds it by this, so it costs
    /// nothing for those who are not due.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public LiveConnection? Find(string connectionId) => Connections.Find(connection => connection.Id == connectionId);

    public bool HasClosed(string connectionId) => Closed.Exists(closed => closed.Id == connectionId);
}

/// <summary>What the rules make of a presence.</summary>
/// <param name="WakeAt">When a queue message is to bring <c>PresenceTimeout</c> to look again; null for no message.</param>
public sealed record PresenceStep(PresenceDocument Document, DateTimeOffset? WakeAt = null);
