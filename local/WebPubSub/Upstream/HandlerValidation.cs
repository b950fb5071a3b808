using System.Collections.Concurrent;
using Chat.Local.Emulation;
using Chat.Local.WebPubSub.Hubs;

namespace Chat.Local.WebPubSub.Upstream;

/// <summary>Abuse protection of CloudEvents webhooks: a handler is called only after it has allowed this service. Only
/// success is remembered, because a handler may simply start later than this emulator.</summary>
internal sealed class HandlerValidation(UpstreamClient client, Lazy<Uri> origin, TimeProvider time)
{
    public const string OriginHeader = "WebHook-Request-Origin";
    private const string AllowedHeader = "WebHook-Allowed-Origin";
    private const string Operation = "validate";
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<(Hub Hub, string Template), Lazy<Task<bool>>> _validations = new();

    public async Task<bool> IsAllowedAsync(Hub hub, EventHandlerSettings handler, CancellationToken stopping)
    {
        var key = (hub, handler.UrlTemplate);
        var validation = _validations.GetOrAdd(
            key,
            _ => new Lazy<Task<bool>>(() => ValidateAsync(handler.UrlFor(hub.Name, Operation), stopping)));
        var allowed = await validation.Value;
        if (!allowed)
        {
            _validations.TryRemove(new(key, validation));
        }

        return allowed;
    }

    private async Task<bool> ValidateAsync(Uri url, CancellationToken stopping)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, url);
        request.Headers.TryAddWithoutValidation(OriginHeader, origin.Value.Host);
        request.Headers.TryAddWithoutValidation("ce-awpsversion", "1.0");
        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            var allowed = await client.CallAsync(
                Operation,
                request,
                _ => Array.Empty<string>(),
                (response, _) => Task.FromResult(AllowedBy(response)),
                either.Token);
            return allowed is not null && allowed.Any(IsThisService);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static string[] AllowedBy(HttpResponseMessage response) =>
        response.IsSuccessStatusCode && response.Headers.TryGetValues(AllowedHeader, out var values)
            ? [.. values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries))]
            : [];

    // .NET handlers list hosts without port, the Express handler with port.
    private bool IsThisService(string allowed) =>
        allowed == "*"
        || allowed.Equals(origin.Value.Host, StringComparison.OrdinalIgnoreCase)
        || allowed.Equals(origin.Value.Authority, StringComparison.OrdinalIgnoreCase);
}
