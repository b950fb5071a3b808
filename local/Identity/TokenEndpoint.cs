using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.Identity;

/// <summary>Changes a code, or a refresh token, into tokens.</summary>
internal sealed class TokenEndpoint(AuthorizationCodes codes, Task<Tokens> tokens)
{
    public void Map(WebApplication app) => app.MapPost("/token", async (HttpContext context) =>
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            return Results.Json(await AnswerAsync(await Parameters.OfFormAsync(context.Request)));
        }
        catch (OAuthError error)
        {
            return Results.Json(
                new { error = error.Code, error_description = error.Message },
                statusCode: error.Code == "invalid_client"
                    ? StatusCodes.Status401Unauthorized
                    : StatusCodes.Status400BadRequest);
        }
    });

    private async Task<TokenAnswer> AnswerAsync(Parameters form)
    {
        form.RefuseRepeated();
        var grantType = form.Require("grant_type");
        if (form.Require("client_id") != IdentityProvider.ClientId)
        {
            throw new OAuthError("invalid_client", $"client_id must be {IdentityProvider.ClientId}.");
        }

        var issuer = await tokens;
        return grantType switch
        {
            "authorization_code" => Answer(issuer, Redeem(form)),
            "refresh_token" => Answer(issuer, await issuer.ReadRefreshAsync(form.Require("refresh_token"))),
            _ => throw new OAuthError(
                "unsupported_grant_type", "grant_type must be authorization_code or refresh_token."),
        };
    }

    private Grant Redeem(Parameters form) => codes.Redeem(
        form.Require("code"), form.Require("client_id"), form.Require("redirect_uri"), form.Require("code_verifier"));

    private static TokenAnswer Answer(Tokens issuer, Grant grant) => new(
        issuer.Access(grant.Person, new AccessTokenTerms { Scope = grant.Scope }),
        issuer.Identity(grant),
        grant.Scope.Split(' ').Contains("offline_access") ? issuer.Refresh(grant) : null,
        "Bearer",
        (int)Tokens.AccessLifetime.TotalSeconds,
        grant.Scope);

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("id_token")] string IdToken,
        [property: JsonPropertyName("refresh_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        string? RefreshToken,
        [property: JsonPropertyName("token_type")] string TokenType,
        [property: JsonPropertyName("expires_in")] int ExpiresInSeconds,
        [property: JsonPropertyName("scope")] string Scope);
}
