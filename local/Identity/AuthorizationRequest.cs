namespace Chat.Local.Identity;

/// <summary>Where an answer to an authorization request may go: checked before anything else, since an error is only
/// sent to an address that is known to be good (RFC 6749 §4.1.2.1).</summary>
internal sealed record ReturnAddress(string ClientId, string RedirectUri, string? State)
{
    /// <exception cref="OAuthError">The client or its address is unknown: the person is told, the address is
    /// not.</exception>
    public static ReturnAddress From(Parameters parameters)
    {
        var clientId = parameters.Require("client_id");
        if (clientId != IdentityProvider.ClientId)
        {
            throw OAuthError.InvalidRequest($"client_id must be {IdentityProvider.ClientId}.");
        }

        var redirectUri = parameters.Require("redirect_uri");
        return LoopbackUri.IsRedirect(redirectUri)
            ? new ReturnAddress(clientId, redirectUri, parameters["state"])
            : throw OAuthError.InvalidRequest(
                "redirect_uri must be an http address of this machine, without fragment.");
    }

    public string WithCode(string code) => LoopbackUri.With(RedirectUri, ("code", code), ("state", State));

    public string WithError(OAuthError error) => LoopbackUri.With(
        RedirectUri, ("error", error.Code), ("error_description", error.Message), ("state", State));
}

/// <summary>An authorization request that may be granted (authorization code flow with PKCE).</summary>
internal sealed record AuthorizationRequest(ReturnAddress Return, string Scope, string CodeChallenge, string? Nonce)
{
    private const int Sha256Base64UrlCharacters = 43;

    public static AuthorizationRequest From(ReturnAddress address, Parameters parameters)
    {
        parameters.RefuseRepeated();
        if (parameters.Require("response_type") != "code")
        {
            throw new OAuthError("unsupported_response_type", "response_type must be code.");
        }

        if (parameters["response_mode"] is { } mode && mode != "query")
        {
            throw OAuthError.InvalidRequest("response_mode must be query.");
        }

        var scope = parameters["scope"] ?? "";
        if (!scope.Split(' ').Contains("openid"))
        {
            throw new OAuthError("invalid_scope", "scope must contain openid.");
        }

        // There is no session that could answer without asking.
        if (parameters["prompt"] == "none")
        {
            throw new OAuthError("login_required", "Each sign-in asks who is there.");
        }

        return new AuthorizationRequest(address, scope, Challenge(parameters), parameters["nonce"]);
    }

    private static string Challenge(Parameters parameters)
    {
        var challenge = parameters.Require("code_challenge");
        if (parameters["code_challenge_method"] != "S256")
        {
            throw OAuthError.InvalidRequest("code_challenge_method must be S256.");
        }

        return challenge.Length == Sha256Base64UrlCharacters
            && challenge.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? challenge
            : throw OAuthError.InvalidRequest("code_challenge is not the base64url form of a SHA-256 digest.");
    }
}
