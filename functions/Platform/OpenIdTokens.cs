using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Chat.Functions.Platform;

/// <summary>Verifies the tokens of one OpenID provider, by its discovery document.</summary>
public sealed class OpenIdTokens
{
    private const string Scheme = "Bearer ";

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _provider;
    private readonly TokenValidationParameters _rules;

    /// <param name="authority">The discovery document is at <c>/.well-known/openid-configuration</c> below.</param>
    /// <param name="audiences">One of these must be the tokens' <c>aud</c>.</param>
    /// <param name="issuers">Besides the one that the discovery document names.</param>
    public OpenIdTokens(Uri authority, IEnumerable<string> audiences, IEnumerable<string> issuers, TimeProvider time)
    {
        _provider = new ConfigurationManager<OpenIdConnectConfiguration>(
            $"{authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever { RequireHttps = !authority.IsLoopback });
        _rules = new TokenValidationParameters
        {
            ConfigurationManager = _provider,
            ValidAudiences = [.. audiences],
            ValidIssuers = [.. issuers],
            // Signatures by a key pair only: with a symmetric algorithm whoever verifies could also sign.
            ValidAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"],
            LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(notBefore, expires, time.GetUtcNow().UtcDateTime),
        };
    }

    /// <summary>The token a request brings; null when it brings none.</summary>
    public static string? Of(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim()
            : null;

    /// <exception cref="ChatException">The token is not valid; the message says why.</exception>
    /// <exception cref="HttpRequestException">The provider could not be asked, which says nothing about the token.</exception>
    public async Task<ClaimsIdentity> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        await ReachProviderAsync(cancellationToken);
        var result = await _handler.ValidateTokenAsync(token, _rules);
        return result.IsValid
            ? result.ClaimsIdentity
            : throw ChatException.Unauthenticated("Authorization", $"The access token {Reason(result.Exception)}.");
    }

    /// <summary>The handler would take an unreachable provider for a wrong issuer. Once read, the answer is kept.</summary>
    private async Task ReachProviderAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _provider.GetConfigurationAsync(cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new HttpRequestException("The OpenID provider's configuration could not be read.", error);
        }
    }

    private static bool IsCurrent(DateTime? notBefore, DateTime? expires, DateTime now) =>
        expires is { } end && now < end + ClockSkew && (notBefore is not { } start || now >= start - ClockSkew);

    private static string Reason(Exception exception) => exception switch
    {
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException => "has expired or is not yet valid",
        SecurityTokenInvalidAudienceException => "is for another audience",
        SecurityTokenInvalidIssuerException => "is of another issuer",
        SecurityTokenInvalidSignatureException => "is not validly signed",
        SecurityTokenMalformedException => "is malformed",
        _ => "is not valid",
    };
}
