using System.Text.Json;
using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Presence;

/// <summary>Takes changes of presences to the topic, away from everybody's path; the queue repeats what fails.</summary>
public sealed class AnnouncePresence(PresenceTopic topic)
{
    [Function(nameof(AnnouncePresence))]
    public Task Run([QueueTrigger(PresenceQueues.Changes)] string message, CancellationToken cancellationToken) =>
        topic.SendAsync(JsonSerializer.Deserialize<PresenceChange>(message, ChatJson.Options)!, cancellationToken);
}
