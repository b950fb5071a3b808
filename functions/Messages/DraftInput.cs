using Chat.Functions.Channels;
using Chat.Functions.Platform;

namespace Chat.Functions.Messages;

/// <summary>Drafts from what clients send: all that a bad event can get wrong by itself is checked here.</summary>
public static class DraftInput
{
    private const string ChannelIdField = "channelId", After = "after", Text = "text", Format = "format", ReplyTo = "replyTo",
        Thread = "thread", Metadata = "metadata", Target = "target", ReactionField = "reaction";

    public static Draft Message(JsonInput input, string senderId, ChatLimits limits)
    {
        var draft = Begin(EntryKind.Message, input, senderId, Text, Format, ReplyTo, Thread, Metadata);
        return draft with
        {
            Entry = Saying(draft.Entry, input, limits) with
            {
                ReplyTo = Known(input, ReplyTo, draft.After),
                Thread = Known(input, Thread, draft.After),
                Metadata = input.ObjectOrNull(Metadata, ChatLimits.MetadataBytes),
            },
        };
    }

    public static Draft Edit(JsonInput input, string senderId, ChatLimits limits)
    {
        var draft = Begin(EntryKind.Edit, input, senderId, Target, Text, Format);
        return draft with { Entry = Saying(draft.Entry, input, limits) with { Target = TargetOf(input) } };
    }

    /// <summary>A reaction, given or taken back.</summary>
    public static Draft Reaction(string kind, JsonInput input, string senderId)
    {
        var draft = Begin(kind, input, senderId, Target, ReactionField);
        var reaction = input.Text(ReactionField);
        return reaction.Length > ChatLimits.ReactionCharacters || Writing.IsBlank(reaction) || Writing.TurnsDirection(reaction)
            || reaction.Any(letter => char.IsWhiteSpace(letter) || Writing.IsControl(letter))
                ? throw ChatException.Invalid(
                    ReactionField,
                    $"reaction must have 1 to {ChatLimits.ReactionCharacters} characters, something to see, no space, and nothing that turns the direction of writing.")
                : draft with { Entry = draft.Entry with { Target = TargetOf(input), Reaction = reaction } };
    }

    /// <summary>A change that says no more than which message it is about.</summary>
    public static Draft Change(string kind, JsonInput input, string senderId)
    {
        var draft = Begin(kind, input, senderId, Target);
        return draft with { Entry = draft.Entry with { Target = TargetOf(input) } };
    }

    private static Draft Begin(string kind, JsonInput input, string senderId, params ReadOnlySpan<string> members)
    {
        input.Only([ChannelIdField, ClientId.Field, After, .. members]);
        var draft = Draft.Of(
            kind, input.Text(ChannelIdField), senderId, ClientId.Read(input), input.WholeNumber(After));
        return ChannelId.IsValid(draft.ChannelId) ? draft : throw ChannelId.NotFound();
    }

    private static Entry Saying(Entry entry, JsonInput input, ChatLimits limits)
    {
        var text = input.Text(Text);
        if (text.Length > limits.MessageCharacters)
        {
            throw ChatException.TooLarge(Text, $"text is over {limits.MessageCharacters} characters.");
        }

        if (Writing.IsBlank(text))
        {
            throw ChatException.Invalid(Text, $"text must have 1 to {limits.MessageCharacters} characters, and something to see.");
        }

        var (users, channel) = Messages.Mentions.In(text);
        return entry with
        {
            Text = text, Format = FormatOf(input), Mentions = users is [] ? null : users, MentionsChannel = channel,
        };
    }

    private static string? FormatOf(JsonInput input) => !input.Has(Format)
        ? null
        : input.Text(Format) switch
        {
            TextFormat.Plain => null,
            TextFormat.Markdown => TextFormat.Markdown,
            _ => throw ChatException.Invalid(Format, "format must be plain or markdown."),
        };

    /// <summary>One can only answer what one knew. Whether that was true, the log finds out.</summary>
    private static long? Known(JsonInput input, string name, long after)
    {
        if (!input.Has(name))
        {
            return null;
        }

        return input.NumberBetween(name, 1, after)
            ?? throw ChatException.Invalid(name, $"{name} must be the number of an entry, up to after.");
    }

    private static long TargetOf(JsonInput input) =>
        input.NumberBetween(Target, 1, JsonInput.MaxSafeInteger) ?? throw ChatException.Invalid(Target, "target must be the number of a message.");
}
