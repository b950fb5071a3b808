using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Chat.Local.Identity;

/// <summary>What a token is made from: who, for what, and when they said so.</summary>
internal sealed record Grant(Person Person, string Scope, string? Nonce, DateTimeOffset AuthenticatedAt);

/// <summary>Codes that wait to be redeemed: each once, within a minute, by whom it was given to.</summary>
internal sealed class AuthorizationCodes(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, (AuthorizationRequest Request, Grant Grant)> _codes = new();

    public string Issue(AuthorizationRequest request, Person person)
    {
        ForgetExpired();
        var code = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        _codes[code] = (request, new Grant(person, request.Scope, request.Nonce, time.GetUtcNow()));
        return code;
    }

    /// <exception cref="OAuthError">The code is unknown, used, expired or somebody else's. It is void from then
    /// on.</exception>
    public Grant Redeem(string code, string clientId, string redirectUri, string verifier)
    {
        if (!_codes.TryRemove(code, out var issued) || Expired(issued.Grant))
        {
            throw OAuthError.InvalidGrant("The code is unknown, used or expired.");
        }

        if (issued.Request.Return.ClientId != clientId || issued.Request.Return.RedirectUri != redirectUri)
        {
            throw OAuthError.InvalidGrant("The code was given to another client_id or redirect_uri.");
        }

        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(verifier)));
        return challenge == issued.Request.CodeChallenge
            ? issued.Grant
            : throw OAuthError.InvalidGrant("code_verifier does not match code_challenge.");
    }

    private bool Expired(Grant grant) => time.GetUtcNow() - grant.AuthenticatedAt > Lifetime;

    private void ForgetExpired()
    {
        foreach (var (code, issued) in _codes)
        {
            if (Expired(issued.Grant))
            {
                _codes.TryRemove(code, out _);
            }
        }
    }
}
