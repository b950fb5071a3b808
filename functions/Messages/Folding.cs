namespace Chat.Functions.Messages;

/// <summary>What a change does to the message it names. Pure, and the same in every client: whoever replays a log comes to
/// the state that history pages show (docs/protocol.md, section 3).</summary>
public static class Folding
{
    /// <summary>The message after <paramref name="change"/>; itself when the change is in it already or has no effect.</summary>
    public static Entry Fold(Entry message, Entry change)
    {
        if (!message.IsLiveMessage || change.Target != message.Seq || change.Seq <= message.Rev)
        {
            return message;
        }

        var folded = change.Redacted ? message : Apply(message, change);
        return folded with { Rev = change.Seq };
    }

    /// <summary>The entry without its content.</summary>
    public static Entry Redact(Entry entry) => entry with
    {
        Text = null,
        Format = null,
        Mentions = null,
        MentionsChannel = false,
        Metadata = null,
        Reaction = null,
        EditedAt = null,
        Reactions = null,
        Pinned = false,
        Redacted = true,
    };

    /// <summary>Whether an entry says something that must go when the message it names does.</summary>
    public static bool IsToRedact(Entry naming) =>
        naming is { Kind: EntryKind.Edit or EntryKind.React or EntryKind.Unreact, Redacted: false };

    private static Entry Apply(Entry message, Entry change) => change.Kind switch
    {
        EntryKind.Edit => message with
        {
            Text = change.Text,
            Format = change.Format,
            Mentions = change.Mentions,
            MentionsChannel = change.MentionsChannel,
            EditedAt = change.CreatedAt,
        },
        EntryKind.Delete => Redact(message),
        EntryKind.React => message with { Reactions = Messages.Reactions.Add(message.Reactions, change.Reaction!, change.SenderId) },
        EntryKind.Unreact => message with { Reactions = Messages.Reactions.Remove(message.Reactions, change.Reaction!, change.SenderId) },
        EntryKind.Pin => message with { Pinned = true },
        EntryKind.Unpin => message with { Pinned = false },
        _ => message,
    };
}
