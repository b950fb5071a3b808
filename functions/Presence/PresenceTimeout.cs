using System.Text.Json;
using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Presence;

/// <summary>The end of the debounce window: tells that a user is offline, unless something has come back.</summary>
public sealed partial class PresenceTimeout(PresenceChanges changes, ILogger<PresenceTimeout> logger)
{
    [Function(nameof(PresenceTimeout))]
    public Task Run([QueueTrigger(PresenceQueues.Timeouts)] string message, CancellationToken cancellationToken)
    {
        if (Read(message) is { } wake)
        {
            return changes.WakeAsync(wake, cancellationToken);
        }

        // No later try could read it better, and the sweep needs no message.
        LogUnreadable(logger, message);
        return Task.CompletedTask;
    }

    private static WakeMessage? Read(string message)
    {
        try
        {
            return JsonSerializer.Deserialize<WakeMessage>(message, ChatJson.Options) is { UserId: not null } wake ? wake : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "The message {Message} could not be read and is passed over.")]
    private static partial void LogUnreadable(ILogger logger, string message);
}
