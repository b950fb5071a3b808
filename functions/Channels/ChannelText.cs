using Chat.Functions.Platform;

namespace Chat.Functions.Channels;

/// <summary>What people say of a channel, checked.</summary>
public static class ChannelText
{
    public const string NameField = "name", TopicField = "topic", AvatarUrlField = "avatarUrl", IsPublicField = "isPublic",
        HistoryField = "history";

    public static string Name(JsonInput input) => input.Line(NameField, ChatLimits.ChannelNameCharacters);

    /// <summary>Null when there is none, or none any more.</summary>
    public static string? Topic(JsonInput input) => input.LineOrNull(TopicField, ChatLimits.ChannelTopicCharacters);

    /// <summary>Null when there is none, or none any more.</summary>
    public static string? AvatarUrl(JsonInput input)
    {
        if (!input.HasValue(AvatarUrlField))
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
}
