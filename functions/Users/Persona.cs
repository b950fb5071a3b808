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
            picture is null ? null : Platform.AvatarUrl.FromClaim(picture),
            Locale: tag is not null && IsLocale(tag) ? tag : null);
    }

    /// <summary>What this says, and where it says nothing the other.</summary>
    public Persona Over(Persona other) => new(
        DisplayName ?? other.DisplayName, AvatarUrl ?? other.AvatarUrl, StatusText ?? other.StatusText, Locale ?? other.Locale);

    /// <summary>Whether a text has the form of a BCP 47 language tag.</summary>
    public static bool IsLocale(string text) => text.Length <= ChatLimits.LocaleCharacters && LanguageTag().IsMatch(text);

    // RFC 5646, 2.1: language, script, region, variants, extensions, private use.
    [GeneratedRegex(@"\A([A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
        + @"(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[A-WY-Za-wy-z0-9](-[A-Za-z0-9]{2,8})+)*(-[Xx](-[A-Za-z0-9]{1,8})+)?\z")]
    private static partial Regex LanguageTag();
}
