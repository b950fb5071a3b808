using System.ComponentModel.DataAnnotations;
using Chat.Functions.Platform;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Chat.Functions.Users;

/// <summary>Section <c>Auth</c> of the settings.</summary>
public sealed class AuthSettings
{
    /// <summary>The OpenID provider: its discovery document is at <c>/.well-known/openid-configuration</c> below.</summary>
    [Required]
    public Uri? Authority { get; init; }

    /// <summary>What the tokens' <c>aud</c> must be.</summary>
    [Required]
    public string Audience { get; init; } = "";

    /// <summary>Who has this among the <c>roles</c> of the token is an administrator.</summary>
    [Required]
    public string AdminRole { get; init; } = "Chat.Admin";
}

/// <summary>Verifies access tokens by the provider's discovery document.</summary>
public sealed class AccessTokens
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _provider;
    private readonly TokenValidationParameters _rules;
    private readonly string _adminRole;

    public AccessTokens(IOptions<AuthSettings> settings, TimeProvider time)
    {
        var authority = settings.Value.Authority!;
        _adminRole = settings.Value.AdminRole;
        _provider = new ConfigurationManager<OpenIdConnectConfiguration>(
            $"{authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever { RequireHttps = !authority.IsLoopback });
        _rules = new TokenValidationParameters
        {
            ConfigurationManager = _provider,
            ValidAudience = settings.Value.Audience,
            // Signatures by a key pair only: with a symmetric algorithm whoever verifies could also sign.
            ValidAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"],
            LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(notBefore, expires, time.GetUtcNow().UtcDateTime),
        };
    }

    /// <exception cref="ChatException">The token is not valid; the message says why.</exception>
    /// <exception cref="HttpRequestException">The provider could not be asked, which says nothing about the token.</exception>
    public async Task<Caller> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        await ReachProviderAsync(cancellationToken);
        var result = await _handler.ValidateTokenAsync(token, _rules);
        if (!result.IsValid)
        {
            throw ChatException.Unauthenticated("Authorization", $"The access token {Reason(result.Exception)}.");
        }

        var claims = result.ClaimsIdentity;
        var subject = claims.FindFirst("sub")?.Value;
        if (string.IsNullOrEmpty(subject))
        {
            throw ChatException.Unauthenticated("Authorization", "The access token names nobody: it has no sub.");
        }

        var userId = UserId.FromSubject(subject);
        // One claim for each member of an array.
        var isAdmin = claims.HasClaim("roles", _adminRole);
        var persona = Persona.OfClaims(Claim("name"), Claim("picture"), Claim("locale"), userId);
        return new Caller(userId, persona.DisplayName!, isAdmin) { AvatarUrl = persona.AvatarUrl, Locale = persona.Locale };

        string? Claim(string name) => claims.FindFirst(name)?.Value;
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
