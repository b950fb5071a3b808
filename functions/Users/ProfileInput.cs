using System.Text.Json;
using Chat.Functions.Platform;
using Chat.Functions.Presence;

namespace Chat.Functions.Users;

/// <summary>What a user changes of the own profile: all that a bad request can get wrong is checked here. What is not named
/// stays, and null takes back what was set.</summary>
public static class ProfileInput
{
    private const string NameField = "displayName", StatusField = "statusText", LocaleField = "locale",
        SettingsField = "settings", ReadReceiptsField = "readReceipts", PresenceField = "presence", LastSeenField = "lastSeen";

    private const int SettingsBytes = 1024;

    public static Func<Profile, Profile> Parse(JsonInput input)
    {
        input.Only(NameField, AvatarUrl.Field, StatusField, LocaleField, SettingsField);
        var name = input.LineOrNull(NameField, ChatLimits.DisplayNameCharacters);
        var avatarUrl = AvatarUrl.ReadOrNull(input);
        var statusText = input.LineOrNull(StatusField, ChatLimits.StatusTextCharacters);
        var locale = Locale(input);
        var set = Settings(input);
        return profile => profile with
        {
            Chosen = new Persona(
                input.Has(NameField) ? name : profile.Chosen.DisplayName,
                input.Has(AvatarUrl.Field) ? avatarUrl : profile.Chosen.AvatarUrl,
                input.Has(StatusField) ? statusText : profile.Chosen.StatusText,
                input.Has(LocaleField) ? locale : profile.Chosen.Locale),
            Settings = set(profile.Settings),
        };
    }

    private static string? Locale(JsonInput input) => TextOf(input, LocaleField) switch
    {
        null => null,
        var text when Persona.IsLocale(text) => text,
        _ => throw ChatException.Invalid(LocaleField, $"{LocaleField} must be a language tag as en or pt-BR."),
    };

    private static Func<ProfileSettings, ProfileSettings> Settings(JsonInput input)
    {
        Func<ProfileSettings, ProfileSettings> set = settings => settings;
        foreach (var member in input.ObjectOrNull(SettingsField, SettingsBytes)?.EnumerateObject() ?? [])
        {
            var field = ChatError.Quote($"{SettingsField}.{member.Name}");
            var (before, value) = (set, member.Value);
            Func<ProfileSettings, ProfileSettings> change = member.Name switch
            {
                ReadReceiptsField when FlagOf(field, value) is var isOn => settings => settings with { ReadReceipts = isOn },
                LastSeenField when FlagOf(field, value) is var isOn => settings => settings with { LastSeen = isOn },
                PresenceField when ModeOf(field, value) is var mode => settings => settings with { Presence = mode },
                _ => throw ChatException.Invalid(field, "This setting is not known here."),
            };
            set = settings => change(before(settings));
        }

        return set;
    }

    private static bool FlagOf(string field, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.Null => true,
        JsonValueKind.False => false,
        _ => throw ChatException.Invalid(field, $"{field} must be true, false or null."),
    };

    private static PresenceMode ModeOf(string field, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => PresenceMode.Auto,
        JsonValueKind.String when value.ValueEquals("auto") => PresenceMode.Auto,
        JsonValueKind.String when value.ValueEquals("busy") => PresenceMode.Busy,
        JsonValueKind.String when value.ValueEquals("invisible") => PresenceMode.Invisible,
        _ => throw ChatException.Invalid(field, $"{field} must be auto, busy, invisible or null."),
    };

    private static string? TextOf(JsonInput input, string field) =>
        input.HasValue(field) ? input.Text(field) : null;
}
