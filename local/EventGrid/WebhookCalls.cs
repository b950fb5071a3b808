using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Chat.Local.Emulation;

namespace Chat.Local.EventGrid;

/// <summary>The two requests that a subscriber gets: may we, and an event.</summary>
internal sealed class WebhookCalls(UpstreamClient client, TimeProvider time)
{
    /// <summary>The operation of the handshake, in the log and for faults.</summary>
    public const string Handshake = "validate";

    private const string Origin = "eventgrid.azure.net";
    private const string OriginHeader = "WebHook-Request-Origin";
    private const string AllowedHeader = "WebHook-Allowed-Origin";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    /// <summary>Whether the endpoint allows that events are sent to it.</summary>
    public async Task<bool> MayDeliverAsync(EventSubscription subscription, CancellationToken stopping)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, subscription.Endpoint);
        request.Headers.Add(OriginHeader, Origin);
        return await CallAsync(Handshake, request, stopping) is { Status: >= 200 and < 300, AllowedOrigin: Origin or "*" };
    }

    /// <summary>Sends one event.</summary>
    /// <param name="attempt">1 for the first.</param>
    /// <returns>What the endpoint answered; 0 for no answer in time.</returns>
    public async Task<int> DeliverAsync(
        EventSubscription subscription, PublishedEvent each, int attempt, CancellationToken stopping)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, subscription.Endpoint)
        {
            Content = new StringContent(each.Json, Encoding.UTF8, new MediaTypeHeaderValue("application/cloudevents+json", "utf-8")),
        };
        request.Headers.Add(OriginHeader, Origin);
        request.Headers.Add("aeg-subscription-name", subscription.Name);
        request.Headers.Add("aeg-delivery-count", (attempt - 1).ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("aeg-event-type", "Notification");
        return (await CallAsync(subscription.Name, request, stopping))?.Status ?? 0;
    }

    private async Task<Answer?> CallAsync(string operation, HttpRequestMessage request, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            return await client.CallAsync(
                operation,
                request,
                static status => new Answer(status, null),
                static (response, _) => Task.FromResult(new Answer((int)response.StatusCode, AllowedBy(response))),
                either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    private static string? AllowedBy(HttpResponseMessage response) =>
        response.Headers.TryGetValues(AllowedHeader, out var values) ? values.FirstOrDefault() : null;

    private sealed record Answer(int Status, string? AllowedOrigin);
}
