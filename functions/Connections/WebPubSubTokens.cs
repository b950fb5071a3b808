using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Chat.Functions.Connections;

/// <summary>Tokens signed with a Web PubSub access key, for its REST interface and for clients.</summary>
public sealed class WebPubSubTokens(string key, TimeProvider time)
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    // The key's text itself is the secret: it looks like base64, but is not decoded.
    private readonly SigningCredentials _signing =
        new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)), SecurityAlgorithms.HmacSha256);

    /// <param name="audience">The URL the token is for, in its http or https form.</param>
    public string Create(string audience, TimeSpan lifetime, string? userId = null)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var token = new SecurityTokenDescriptor
        {
            Audience = audience,
            IssuedAt = now,
            Expires = now + lifetime,
            SigningCredentials = _signing,
        };
        if (userId is not null)
        {
            token.Claims = new Dictionary<string, object> { ["sub"] = userId };
        }

        return _handler.CreateToken(token);
    }
}
