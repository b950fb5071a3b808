using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Connections;

/// <summary>Abuse protection: Web PubSub asks before it delivers events here.</summary>
public sealed class ValidateEvents(IOptions<WebPubSubSettings> settings)
{
    [Function(nameof(ValidateEvents))]
    public IResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "options", Route = "events/{eventName}")] HttpRequest request,
        string eventName)
    {
        var allowed = UpstreamEvent.Header(request, "WebHook-Request-Origin")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(IsOurs)
            .ToArray();
        if (allowed.Length == 0)
        {
            throw ChatException.Invalid("WebHook-Request-Origin", "Events are taken from the configured Web PubSub resources only.");
        }

        request.HttpContext.Response.Headers["WebHook-Allowed-Origin"] = allowed;
        return Results.Ok();
    }

    // The service names itself by its bare host; some senders add the port.
    private bool IsOurs(string origin) => settings.Value.Endpoints.Any(endpoint =>
        origin.Equals(endpoint.Endpoint!.Host, StringComparison.OrdinalIgnoreCase)
        || origin.Equals(endpoint.Endpoint.Authority, StringComparison.OrdinalIgnoreCase));
}
