using System.ComponentModel.DataAnnotations;
using Chat.Functions.Platform;
using Microsoft.Extensions.Options;

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

/// <summary>Verifies access tokens, and takes from them who asks.</summary>
public sealed class AccessTokens(IOptions<AuthSettings> settings, TimeProvider time)
{
    private readonly OpenIdTokens _tokens = new(settings.Value.Authority!, [settings.Value.Audience], [], time);
    private readonly string _adminRole = settings.Value.AdminRole;

    /// <exception cref="ChatException">The token is not valid; the message says why.</exception>
    /// <exception cref="HttpRequestException">The provider could not be asked, which says nothing about the token.</exception>
    public async Task<Caller> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        var claims = await _tokens.VerifyAsync(token, cancellationToken);
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
}
