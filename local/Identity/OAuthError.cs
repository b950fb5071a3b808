namespace Chat.Local.Identity;

/// <summary>A refusal in the vocabulary of RFC 6749 and OpenID Connect.</summary>
internal sealed class OAuthError(string code, string description) : Exception(description)
{
    public string Code { get; } = code;

    public static OAuthError InvalidRequest(string description) => new("invalid_request", description);

    public static OAuthError InvalidGrant(string description) => new("invalid_grant", description);
}
