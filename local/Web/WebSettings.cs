namespace Chat.Local.Web;

/// <summary>The addresses the web client talks to.</summary>
/// <param name="ApiUrl">The functions' API, <c>http://127.0.0.1:7071/api</c>.</param>
/// <param name="Authority">The OpenID issuer.</param>
/// <param name="WebPubSub">The service that holds its WebSocket.</param>
internal sealed record WebSettings(Uri ApiUrl, string Authority, Uri WebPubSub)
{
    /// <summary>What <c>/config.json</c> answers.</summary>
    public object ToConfig() => new
    {
        apiUrl = ApiUrl.AbsoluteUri,
        authority = Authority,
        clientId = Identity.IdentityProvider.ClientId,
        scope = "openid profile offline_access",
    };

    /// <summary>The page may load itself, and talk to the stack, and to nothing else; but people's pictures lie where they say.</summary>
    public string ToContentSecurityPolicy()
    {
        var socket = new UriBuilder(WebPubSub) { Scheme = WebPubSub.Scheme == "https" ? "wss" : "ws" }.Uri;
        string[] reachable = ["'self'", Origin(ApiUrl), Authority, Origin(WebPubSub), Origin(socket)];
        return "default-src 'self'; img-src 'self' data: https:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
            + $"form-action 'self'; connect-src {string.Join(' ', reachable)}";
    }

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
