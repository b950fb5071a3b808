using Azure;
using Azure.Core;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using Chat.Functions.Platform;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Presence;

/// <summary>Section <c>EventGrid</c> of the settings.</summary>
public sealed class EventGridSettings
{
    /// <summary>The topic that takes what others may want to know; none when empty.</summary>
    public Uri? TopicEndpoint { get; init; }

    /// <summary>Only where there is no identity, as on a laptop; without it the app's identity is used.</summary>
    public string? Key { get; init; }
}

/// <summary>The Event Grid topic.</summary>
public sealed class PresenceTopic(IOptions<EventGridSettings> settings, TokenCredential credential)
{
    public const string EventType = "Chat.PresenceChanged";

    private readonly EventGridPublisherClient? _client = settings.Value switch
    {
        { TopicEndpoint: null } => null,
        { TopicEndpoint: var endpoint, Key: { Length: > 0 } key } => new EventGridPublisherClient(endpoint, new AzureKeyCredential(key)),
        { TopicEndpoint: var endpoint } => new EventGridPublisherClient(endpoint, credential),
    };

    public bool IsOn => _client is not null;

    /// <summary>The same change always is the same event, by its id.</summary>
    public Task SendAsync(PresenceChange change, CancellationToken cancellationToken) => _client is null
        ? Task.CompletedTask
        : _client.SendEventAsync(EventOf(change), cancellationToken);

    private static CloudEvent EventOf(PresenceChange change)
    {
        var presence = change.Presence;
        var data = BinaryData.FromObjectAsJson(presence, ChatJson.Options);
        return new CloudEvent("/chat/presence", EventType, data, "application/json")
        {
            Id = $"{presence.UserId}:{presence.Generation}",
            Subject = $"users/{presence.UserId}",
            Time = change.At,
        };
    }
}
