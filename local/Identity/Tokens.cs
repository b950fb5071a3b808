using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Chat.Local.Identity;

/// <summary>Makes and reads the issuer's tokens.</summary>
internal sealed class Tokens(string issuer, IdentityProviderOptions options)
{
    public static readonly TimeSpan AccessLifetime = TimeSpan.FromHours(1);

    private const string AccessType = "at+jwt";

    private const string RefreshType = "rt+jwt";

    private static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(30);

    private readonly SigningKey _key = options.SigningKey;

    private readonly TimeProvider _time = options.Time;

    private readonly JsonWebTokenHandler _handler =
        new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

    public string Access(Person person, AccessTokenTerms terms)
    {
        var starts = _time.GetUtcNow() + terms.StartsIn;
        var claims = new Dictionary<string, object>
        {
            ["sub"] = person.UserId,
            ["name"] = person.Name,
            ["client_id"] = IdentityProvider.ClientId,
            ["scope"] = terms.Scope,
        };
        if (person.UserId == options.AdminUserId)
        {
            claims["roles"] = new[] { IdentityProvider.AdminRole };
        }

        foreach (var (name, value) in new[] { ("picture", terms.Picture), ("locale", terms.Locale) })
        {
            if (value is not null)
            {
                claims[name] = value;
            }
        }

        return Sign(
            AccessType, terms.Issuer ?? issuer, terms.Audience, starts, terms.Lifetime, terms.SignedBy ?? _key, claims);
    }

    public string Identity(Grant grant)
    {
        var claims = new Dictionary<string, object>
        {
            ["sub"] = grant.Person.UserId,
            ["name"] = grant.Person.Name,
            ["auth_time"] = grant.AuthenticatedAt.ToUnixTimeSeconds(),
        };
        if (grant.Nonce is not null)
        {
            claims["nonce"] = grant.Nonce;
        }

        return Sign("JWT", issuer, IdentityProvider.ClientId, _time.GetUtcNow(), AccessLifetime, _key, claims);
    }

    /// <summary>A refresh token carries its grant, so that it outlives the process that issued it.</summary>
    public string Refresh(Grant grant) =>
        Sign(RefreshType, issuer, issuer, _time.GetUtcNow(), RefreshLifetime, _key, new()
        {
            ["sub"] = grant.Person.UserId,
            ["name"] = grant.Person.Name,
            ["client_id"] = IdentityProvider.ClientId,
            ["scope"] = grant.Scope,
            ["auth_time"] = grant.AuthenticatedAt.ToUnixTimeSeconds(),
        });

    /// <exception cref="OAuthError">The token is not a valid refresh token of this issuer.</exception>
    public async Task<Grant> ReadRefreshAsync(string token)
    {
        var read = await ReadAsync(token, RefreshType, issuer)
            ?? throw OAuthError.InvalidGrant("The refresh token is malformed, expired or not from here.");
        var signedInAt = long.Parse(read.GetClaim("auth_time").Value, CultureInfo.InvariantCulture);
        return new Grant(
            PersonOf(read), read.GetClaim("scope").Value, Nonce: null, DateTimeOffset.FromUnixTimeSeconds(signedInAt));
    }

    /// <summary>Whose access token this is; null when it is not valid.</summary>
    public async Task<Person?> ReadAccessAsync(string token) =>
        await ReadAsync(token, AccessType, IdentityProvider.Audience) is { } read ? PersonOf(read) : null;

    private static Person PersonOf(JsonWebToken token) => new(token.Subject, token.GetClaim("name").Value);

    private async Task<JsonWebToken?> ReadAsync(string token, string type, string audience)
    {
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudience = audience,
            ValidTypes = [type],
            IssuerSigningKey = _key.Key,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            LifetimeValidator = (starts, ends, _, _) =>
                starts <= _time.GetUtcNow().UtcDateTime && ends > _time.GetUtcNow().UtcDateTime,
        });
        return result.IsValid ? (JsonWebToken)result.SecurityToken : null;
    }

    private string Sign(
        string type, string from, string audience, DateTimeOffset starts, TimeSpan lifetime, SigningKey by,
        Dictionary<string, object> claims) => _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = type,
            Issuer = from,
            Audience = audience,
            IssuedAt = starts.UtcDateTime,
            NotBefore = starts.UtcDateTime,
            Expires = (starts + lifetime).UtcDateTime,
            Claims = claims,
            SigningCredentials = by.Credentials,
        });
}
