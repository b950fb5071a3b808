using Chat.Functions.Connections;

namespace Chat.Functions.Presence;

/// <summary>Has users follow each other's presence, or no longer, at the connections they have now; later ones find it by
/// themselves. All of it can be done again without harm.</summary>
public sealed class Subscriptions(PresenceBoard board, WebPubSubHub hub)
{
    /// <summary>The watcher sees the other from now on, and learns how things stand.</summary>
    public async Task BeginAsync(string watcherId, string userId, CancellationToken cancellationToken)
    {
        // Following first: what changes after the look is told.
        if (await hub.AddUserToGroupAsync(watcherId, PresenceGroup.Of(userId), cancellationToken))
        {
            var shown = await board.FindShownAsync([userId], cancellationToken);
            await hub.SendToUserAsync(watcherId, new PresenceFrame(shown), cancellationToken);
        }
    }

    public async Task BeginBothAsync(string userId, string otherId, CancellationToken cancellationToken)
    {
        await BeginAsync(userId, otherId, cancellationToken);
        await BeginAsync(otherId, userId, cancellationToken);
    }

    /// <summary>Neither sees the other any more: what they were shown last is taken back.</summary>
    public async Task EndBothAsync(string userId, string otherId, CancellationToken cancellationToken)
    {
        foreach (var shown in await board.FindShownAsync([userId, otherId], cancellationToken))
        {
            var watcherId = shown.UserId == userId ? otherId : userId;
            await hub.RemoveUserFromGroupAsync(watcherId, PresenceGroup.Of(shown.UserId), cancellationToken);
            var hidden = new ShownPresence(shown.UserId, Generation: shown.Generation);
            await hub.SendToUserAsync(watcherId, new PresenceFrame([hidden]), cancellationToken);
        }
    }
}
