namespace Chat.Local.Identity;

/// <summary>How a test's access token differs from the one a sign-in gives.</summary>
public sealed record AccessTokenTerms
{
    /// <summary>From the start of validity to its end. One hour.</summary>
    public TimeSpan Lifetime { get; init; } = Tokens.AccessLifetime;

    /// <summary>When validity starts, counted from now: negative for a token that may be over already.</summary>
    public TimeSpan StartsIn { get; init; }

    /// <summary>Who the token is for.</summary>
    public string Audience { get; init; } = IdentityProvider.Audience;

    /// <summary>Who claims to have issued it: this issuer when null.</summary>
    public string? Issuer { get; init; }

    /// <summary>The key that signs it: this issuer's own when null.</summary>
    public SigningKey? SignedBy { get; init; }

    /// <summary>The claim <c>picture</c>; none when null.</summary>
    public string? Picture { get; init; }

    /// <summary>The claim <c>locale</c>; none when null.</summary>
    public string? Locale { get; init; }

    internal string Scope { get; init; } = "openid profile";

    /// <summary>A token that was valid for an hour and is over since <paramref name="ago"/>.</summary>
    public static AccessTokenTerms Expired(TimeSpan ago) => new() { StartsIn = -(Tokens.AccessLifetime + ago) };
}
