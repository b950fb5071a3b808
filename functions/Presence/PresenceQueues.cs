using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Storage.Queues;
using Chat.Functions.Platform;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Presence;

/// <summary>The storage account of the Functions host, where its queue triggers look: setting <c>AzureWebJobsStorage</c>.</summary>
public sealed class QueueSettings
{
    public const string Section = "AzureWebJobsStorage";

    /// <summary>Where there is no identity, as on a laptop.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>With the app's identity.</summary>
    public Uri? QueueServiceUri { get; set; }

    public bool IsGiven => !string.IsNullOrEmpty(ConnectionString) || QueueServiceUri is not null;
}

/// <summary>What <c>PresenceTimeout</c> is woken with.</summary>
/// <param name="DueAt">When the absence that it was put for is to be told.</param>
public sealed record WakeMessage(string UserId, DateTimeOffset DueAt);

/// <summary>The queues of presence. They are made when they are first missed: nobody has to, before the app can run.</summary>
public sealed class PresenceQueues(IOptions<QueueSettings> settings, TokenCredential credential, TimeProvider time)
{
    public const string Timeouts = "presence-timeouts";
    public const string Changes = "presence-changes";

    private const int NotFound = 404;

    /// <summary>Who has not been woken by then never needs to be: the sweep was there.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly QueueServiceClient _service = Connect(settings.Value, credential);

    /// <summary>Wakes <c>PresenceTimeout</c> at a time, or soon after it; never before, by the queue's clock.</summary>
    public Task WakeAsync(WakeMessage message, CancellationToken cancellationToken)
    {
        var delay = message.DueAt - time.GetUtcNow();
        return SendAsync(Timeouts, message, delay > TimeSpan.Zero ? delay : TimeSpan.Zero, cancellationToken);
    }

    /// <summary>Has the topic told, some time soon and at least once.</summary>
    public Task AnnounceAsync(PresenceChange change, CancellationToken cancellationToken) =>
        SendAsync(Changes, change, TimeSpan.Zero, cancellationToken);

    private async Task SendAsync<T>(string queue, T message, TimeSpan delay, CancellationToken cancellationToken)
    {
        var client = _service.GetQueueClient(queue);
        var body = new BinaryData(JsonSerializer.SerializeToUtf8Bytes(message, ChatJson.Options));
        // The service counts in whole seconds: up, so that nobody is woken early.
        var visible = TimeSpan.FromSeconds(Math.Ceiling(delay.TotalSeconds));
        try
        {
            await client.SendMessageAsync(body, visible, Lifetime, cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == NotFound)
        {
            await client.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await client.SendMessageAsync(body, visible, Lifetime, cancellationToken);
        }
    }

    private static QueueServiceClient Connect(QueueSettings settings, TokenCredential credential)
    {
        // As the Functions host expects it.
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(5);
        return settings.QueueServiceUri is { } address
            ? new QueueServiceClient(address, credential, options)
            : new QueueServiceClient(settings.ConnectionString, options);
    }
}
