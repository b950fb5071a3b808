using Chat.Functions.Platform;

namespace Chat.Functions.Channels;

/// <summary>What people say of a channel, checked.</summary>
public static class ChannelText
{
    public const string NameField = "name", TopicField = "topic", AvatarUrlField = "avatarUrl", IsPublicField = "isPublic",
        HistoryField = "history";

    public static string Name(JsonInput input) => Line(input, NameField, ChatLimits.ChannelNameCharacters);

    /// <summary>Null when there is none, or none any more.</summary>
    public static string? Topic(JsonInput input) =>
        IsGiven(input, TopicField) ? Line(input, TopicField, ChatLimits.ChannelTopicCharacters) : null;

    /// <summary>Null when there is none, or none any more.</summary>
    public static string? AvatarUrl(JsonInput input)
    {
        if (!IsGiven(input, AvatarUrlField))
        {
            return null;
        }

        var text = input.Text(AvatarUrlField);
        if (text.Length > ChatLimits.AvatarUrlCharacters)
        {
            throw ChatException.TooLarge(AvatarUrlField, $"avatarUrl is over {ChatLimits.AvatarUrlCharacters} characters.");
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps
            ? text
            : throw ChatException.Invalid(AvatarUrlField, "avatarUrl must be an https address.");
    }

    public static SharedHistory? History(JsonInput input) => !input.Has(HistoryField)
        ? null
        : input.Text(HistoryField) switch
        {
            "full" => SharedHistory.Full,
            "join" => SharedHistory.Join,
            _ => throw ChatException.Invalid(HistoryField, "history must be full or join."),
        };

    private static bool IsGiven(JsonInput input, string field) => input.Has(field) && !input.IsNull(field);

    private static string Line(JsonInput input, string field, int mostCharacters)
    {
        var text = input.Text(field).Trim();
        if (Writing.IsBlank(text) || Writing.HasControls(text))
        {
            throw ChatException.Invalid(field, $"{field} must have something to see, in one line.");
        }

        return text.Length <= mostCharacters
            ? text
            : throw ChatException.TooLarge(field, $"{field} is over {mostCharacters} characters.");
    }
}
