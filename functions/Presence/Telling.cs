using Chat.Functions.Connections;
using Chat.Functions.Platform;

namespace Chat.Functions.Presence;

/// <summary>Tells others what is untold in a document, then that document that they have been told. Whatever ends it before, it
/// stays untold and due, and the sweep does it all again: receivers drop what they have.</summary>
public sealed class Telling(
    PresenceRules rules, PresenceBoard board, PresenceQueues queues, PresenceTopic topic, WebPubSubHub hub, TimeProvider time)
{
    public async Task TellAsync(Stored<PresenceDocument> stored, CancellationToken cancellationToken)
    {
        var document = stored.Value;
        if (document.Untold.IsEmpty)
        {
            return;
        }

        var frame = new PresenceFrame(document.Untold).Encode();
        await hub.SendToGroupAsync(PresenceGroup.Of(document.UserId), frame, cancellationToken);
        if (topic.IsOn)
        {
            foreach (var presence in document.Untold)
            {
                await queues.AnnounceAsync(new PresenceChange(presence, time.GetUtcNow()), cancellationToken);
            }
        }

        // Not if it has changed meanwhile: who has changed it tells all that is untold.
        await board.TrySettleAsync(stored, rules.Told(document, time.GetUtcNow()), cancellationToken);
    }
}
