using System.Net.Http.Headers;
using Chat.Local.Emulation;
using Chat.Local.WebPubSub.Tokens;

namespace Chat.Local.WebPubSub.Upstream;

/// <summary>Takes an event to the first handler that wants it, with retries.</summary>
internal sealed class EventDelivery(
    UpstreamClient client,
    HandlerValidation validation,
    AccessKeys keys,
    Lazy<Uri> origin,
    TimeProvider time,
    CancellationToken stopping)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan[] RetryDelays =
    [
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(3),
        TimeSpan.FromSeconds(5),
    ];

    /// <summary>The handler's last answer; null when no handler takes the event.</summary>
    public async Task<UpstreamReply?> SendAsync(CloudEvent cloudEvent)
    {
        var hub = cloudEvent.Source.Hub;
        if (hub.EventHandlers.FirstOrDefault(cloudEvent.IsFor) is not { } handler)
        {
            return null;
        }

        if (stopping.IsCancellationRequested || !await validation.IsAllowedAsync(hub, handler, stopping))
        {
            return UpstreamReply.None;
        }

        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            return await DeliverAsync(cloudEvent, handler, either.Token);
        }
        catch (OperationCanceledException)
        {
            return UpstreamReply.None;
        }
    }

    private async Task<UpstreamReply> DeliverAsync(
        CloudEvent cloudEvent, EventHandlerSettings handler, CancellationToken cancellationToken)
    {
        var url = handler.UrlFor(cloudEvent.Source.Hub.Name, cloudEvent.Name);
        for (var attempt = 0; ; attempt++)
        {
            using var request = cloudEvent.ToRequest(url, keys, time);
            request.Headers.TryAddWithoutValidation(HandlerValidation.OriginHeader, origin.Value.Host);
            if (handler.IdentityToken is { } token)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token());
            }

            var reply =
                await client.CallAsync(
                    cloudEvent.Name,
                    request,
                    UpstreamReply.Of,
                    UpstreamReply.ReadAsync,
                    cancellationToken) ?? UpstreamReply.None;
            if (!reply.IsTransient || attempt == RetryDelays.Length)
            {
                return reply;
            }

            await Task.Delay(RetryDelays[attempt], time, cancellationToken);
        }
    }
}
