using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.Identity;

/// <summary>The documents from which clients and APIs learn everything else about the issuer.</summary>
internal static class Discovery
{
    public static void Map(WebApplication app, SigningKey key)
    {
        app.MapGet("/.well-known/openid-configuration", (HttpRequest request) =>
            Results.Json(Document($"{request.Scheme}://127.0.0.1:{request.HttpContext.Connection.LocalPort}")));
        app.MapGet("/jwks", () => Results.Json(new { keys = new[] { key.ToPublicJwk() } }));
    }

    private static object Document(string issuer) => new
    {
        issuer,
        authorization_endpoint = $"{issuer}/authorize",
        token_endpoint = $"{issuer}/token",
        userinfo_endpoint = $"{issuer}/userinfo",
        end_session_endpoint = $"{issuer}/logout",
        jwks_uri = $"{issuer}/jwks",
        scopes_supported = new[] { "openid", "profile", "offline_access" },
        response_types_supported = new[] { "code" },
        response_modes_supported = new[] { "query" },
        grant_types_supported = new[] { "authorization_code", "refresh_token" },
        subject_types_supported = new[] { "public" },
        id_token_signing_alg_values_supported = new[] { "RS256" },
        token_endpoint_auth_methods_supported = new[] { "none" },
        code_challenge_methods_supported = new[] { "S256" },
        claims_supported = new[] { "sub", "name", "iss", "aud", "exp", "iat", "auth_time", "nonce" },
    };
}
