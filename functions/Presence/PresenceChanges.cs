using Chat.Functions.Connections;
using Chat.Functions.Platform;
using Chat.Functions.Users;

namespace Chat.Functions.Presence;

/// <summary>The one way a presence changes: decide, store, put the message that looks at it again, tell others. The document comes
/// first: it says when somebody must look, so that whatever is not done after it the sweep does. A message put first would find
/// nothing, if the document then were not stored.</summary>
public sealed partial class PresenceChanges(
    PresenceRules rules,
    PresenceBoard board,
    PresenceQueues queues,
    Telling telling,
    Profiles profiles,
    WebPubSubHub hub,
    TimeProvider time,
    ILogger<PresenceChanges> logger)
{
    /// <summary>A connection has begun. The profile's settings are looked at too: who has changed them may have ended before
    /// they were stored here.</summary>
    public async Task ConnectAsync(string userId, string connectionId, CancellationToken cancellationToken)
    {
        var profile = await profiles.FindAsync(userId, cancellationToken);
        await ChangeAsync(
            userId,
            document => rules.Connect(profile is null ? document : Set(document, profile).Document, connectionId, Now),
            cancellationToken);
    }

    public Task DisconnectAsync(string userId, string connectionId, CancellationToken cancellationToken) =>
        ChangeAsync(userId, document => rules.Disconnect(document, connectionId, Now), cancellationToken);

    /// <returns>When the connection's last stored sign of life was; null for one that has ended.</returns>
    public async Task<DateTimeOffset?> HeartbeatAsync(
        string userId, string connectionId, Heartbeat heartbeat, CancellationToken cancellationToken)
    {
        var document = await ChangeAsync(
            userId,
            before => rules.Heartbeat(before, connectionId, heartbeat.Idle, heartbeat.Device, Now),
            cancellationToken);
        return document.Find(connectionId)?.HeardAt;
    }

    public Task WakeAsync(WakeMessage message, CancellationToken cancellationToken)
    {
        ChatTelemetry.Woken(Now - message.DueAt);
        return ChangeAsync(message.UserId, document => rules.Wake(document, message.DueAt, Now), cancellationToken);
    }

    /// <summary>What a profile now says takes effect at once.</summary>
    public Task SetAsync(Profile profile, CancellationToken cancellationToken) =>
        ChangeAsync(profile.UserId, document => Set(document, profile), cancellationToken);

    /// <summary>Does what is due: asks whether silent connections exist, tells of an absence, tells what is untold.</summary>
    public async Task SweepAsync(DuePresence due, CancellationToken cancellationToken)
    {
        var exists = new Dictionary<string, bool>();
        foreach (var connection in rules.Silent(due.Connections, Now))
        {
            exists[connection.Id] = await hub.ConnectionExistsAsync(connection.Id, cancellationToken);
        }

        var (stored, _, step) = await board.ChangeAsync(
            due.UserId, document => rules.Sweep(document, exists, Now), cancellationToken);
        if (stored is null)
        {
            return;
        }

        await WakeAsync(step, cancellationToken);
        await telling.TellAsync(stored, cancellationToken);
    }

    /// <summary>What could not be completed makes room for others.</summary>
    public Task PostponeAsync(DuePresence due, CancellationToken cancellationToken) => board.ChangeAsync(
        due.UserId, document => new PresenceStep(PresenceRules.Postpone(document, Now)), cancellationToken);

    /// <summary>As the database keeps it.</summary>
    private DateTimeOffset Now => time.GetUtcNow() is var now ? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)) : default;

    private PresenceStep Set(PresenceDocument document, Profile profile) =>
        rules.Set(document, profile.Settings.Presence, !profile.Settings.LastSeen, profile.Version, Now);

    private async Task<PresenceDocument> ChangeAsync(
        string userId, Func<PresenceDocument, PresenceStep> rule, CancellationToken cancellationToken)
    {
        var (stored, changed, step) = await board.ChangeAsync(userId, rule, cancellationToken);
        try
        {
            await WakeAsync(step, cancellationToken);
            // Who has changed nothing leaves what is untold to whoever has.
            await (changed && stored is not null ? telling.TellAsync(stored, cancellationToken) : Task.CompletedTask);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // It is stored and due: nothing is to be done again by whoever asked.
            LogUndone(logger, error, userId);
        }

        return step.Document;
    }

    private Task WakeAsync(PresenceStep step, CancellationToken cancellationToken) => step.WakeAt is { } dueAt
        ? queues.WakeAsync(new WakeMessage(step.Document.UserId, dueAt), cancellationToken)
        : Task.CompletedTask;

    [LoggerMessage(LogLevel.Error, "What follows a change of the presence of {UserId} is left to the sweep.")]
    private static partial void LogUndone(ILogger logger, Exception exception, string userId);
}
