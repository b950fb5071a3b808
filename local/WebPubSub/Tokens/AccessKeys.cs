using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Chat.Local.WebPubSub.Tokens;

/// <summary>The one or two keys of the resource: verifies and makes tokens, signs connection ids.</summary>
internal sealed class AccessKeys
{
    public const int MinCharacters = 32;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private readonly JsonWebTokenHandler _tokens = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly byte[][] _keys;
    private readonly TimeProvider _time;

    public AccessKeys(string primary, string? secondary, TimeProvider time)
    {
        string[] keys = secondary is null ? [primary] : [primary, secondary];
        if (keys.Any(key => key.Length < MinCharacters))
        {
            throw new ArgumentException($"An access key needs at least {MinCharacters} characters.", nameof(primary));
        }

        // The key is the text itself: the service does not decode it from base64.
        _keys = [.. keys.Select(Encoding.UTF8.GetBytes)];
        _time = time;
    }

    /// <summary>The token when signature, lifetime and audience are right, otherwise null.</summary>
    public async Task<JsonWebToken?> VerifyAsync(string? token, Func<string, bool> isAudience)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        var result = await _tokens.ValidateTokenAsync(
            token,
            new TokenValidationParameters
            {
                ValidateIssuer = false,
                IssuerSigningKeys = _keys.Select(key => new SymmetricSecurityKey(key)),
                ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
                AudienceValidator = (audiences, _, _) => audiences.Any(isAudience),
                LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(notBefore, expires),
            });
        return result.IsValid ? (JsonWebToken)result.SecurityToken : null;
    }

    public string MakeToken(string audience, TimeSpan lifetime, IDictionary<string, object> claims)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return _tokens.CreateToken(
            new SecurityTokenDescriptor
            {
                Audience = audience,
                IssuedAt = now,
                Expires = now + lifetime,
                Claims = claims,
                SigningCredentials = new(new SymmetricSecurityKey(_keys[0]), SecurityAlgorithms.HmacSha256),
            });
    }

    /// <summary>The <c>ce-signature</c> header: one value per key, over the connection id alone.</summary>
    public string SignatureOf(string connectionId) =>
        string.Join(
            ',',
            _keys.Select(key =>
                "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(connectionId)))));

    private bool IsCurrent(DateTime? notBefore, DateTime? expires)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + ClockSkew && (notBefore is null || notBefore <= now + ClockSkew);
    }
}
