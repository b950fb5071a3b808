using Chat.Functions.Platform;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Connections;

/// <summary>The rule for events of resources without keys: each brings a token of the resource's own identity.</summary>
public sealed class EventTokens(IOptions<WebPubSubSettings> settings, TimeProvider time)
{
    private readonly IReadOnlyList<string> _callers = settings.Value.EventCallers;
    private readonly OpenIdTokens? _tokens = settings.Value.EventAuthority is { } authority
        ? new OpenIdTokens(authority, settings.Value.EventAudiences, settings.Value.EventIssuers, time)
        : null;

    /// <summary>Whether events are to bring a token. A signature is then worth nothing.</summary>
    public bool AreUsed => _tokens is not null;

    /// <exception cref="ChatException">There is no token, it is not valid, or not one of our resources'.</exception>
    /// <exception cref="HttpRequestException">The provider could not be asked.</exception>
    public async Task RequireAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var token = OpenIdTokens.Of(request)
            ?? throw ChatException.Unauthenticated("Authorization", "The event brings no token of a Web PubSub resource.");
        var claims = await _tokens!.VerifyAsync(token, cancellationToken);
        // Entra ID's object id. Everybody in the directory can get a token for this audience: who it is, is what counts.
        var caller = (claims.FindFirst("oid") ?? claims.FindFirst("sub"))?.Value;
        if (caller is null || !_callers.Contains(caller, StringComparer.OrdinalIgnoreCase))
        {
            throw ChatException.Unauthenticated("Authorization", "The event's token is not one of our Web PubSub resources'.");
        }
    }
}
