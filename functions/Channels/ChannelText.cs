using Chat.Functions.Platform;

namespace Chat.Functions.Channels;

/// <summary>What people say of a channel, checked.</summary>
public static class ChannelText
{
    public const string NameField = "name", TopicField = "topic", IsPublicField = "isPublic",
        HistoryField = "history";

    public static string Name(JsonInput input) => input.Line(NameField, ChatLimits.ChannelNameCharacters);

    /// <summary>Null when there is none, or none any more.</summary>
    public static string? Topic(JsonInput input) => input.LineOrNull(TopicField, ChatLimits.ChannelTopicCharacters);

    public static SharedHistory? History(JsonInput input) => !input.Has(HistoryField)
        ? null
        : input.Text(HistoryField) switch
        {
            "full" => SharedHistory.Full,
            "join" => SharedHistory.Join,
            _ => throw ChatException.Invalid(HistoryField, "history must be full or join."),
        };
}
