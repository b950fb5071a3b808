using System.Text.RegularExpressions;
using Chat.Functions.Platform;

namespace Chat.Functions.Users;

/// <summary>How somebody is to be shown, as a token says or as the user has set; null where nothing is said.</summary>
public sealed partial record Persona(
    string? DisplayName = null, string? AvatarUrl = null, string? StatusText = null, string? Locale = null)
{
    /// <summary>What a token says, as far as it can be used: a provider's odd claim must keep nobody out.</summary>
    public static Persona OfClaims(string? name, string? picture, string? locale, string userId)
    {
        // OpenID Connect Core, 5.1: some providers write en_US.
        var tag = locale?.Replace('_', '-');
        return new Persona(
            Users.DisplayName.From(name, userId),
            picture is null ? null : HttpsAddress(picture),
            Locale: tag is not null && IsLocale(tag) ? tag : null);
    }

    /// <summary>What this says, and where it says nothing the other.</summary>
    public Persona Over(Persona other) => new(
        DisplayName ?? other.DisplayName, AvatarUrl ?? other.AvatarUrl, StatusText ?? other.StatusText, Locale ?? other.Locale);

    /// <summary>The address of a picture as it is kept, or null if it is none: absolute, by HTTPS, without a password.</summary>
    public static string? HttpsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.UserInfo.Length == 0
            && address.AbsoluteUri.Length <= ChatLimits.AvatarUrlCharacters
                ? address.AbsoluteUri
                : null;

    /// <summary>Whether a text has the form of a BCP 47 language tag.</summary>
    public static bool IsLocale(string text) => text.Length <= ChatLimits.LocaleCharacters && LanguageTag().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\z")]
    private static partial Regex LanguageTag();
}
