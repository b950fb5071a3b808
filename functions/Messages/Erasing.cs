namespace Chat.Functions.Messages;

/// <summary>What an <c>erase</c> entry does to the log below it. Pure, as <see cref="Folding"/> is, and the same in every
/// client (docs/protocol.md, section 3).</summary>
public static class Erasing
{
    /// <summary>The entry after an <c>erase</c> of <paramref name="userId"/> at number <paramref name="seq"/>; itself when that
    /// takes nothing from it.</summary>
    /// <param name="isOfErased">Whether the entry changes a message that is erased with it.</param>
    public static Entry Erase(Entry entry, string userId, long seq, bool isOfErased)
    {
        if (entry.Seq > seq)
        {
            return entry;
        }

        var isOwn = entry.SenderId == userId;
        if (entry.Kind == EntryKind.Message)
        {
            return isOwn ? EraseMessage(entry, seq) : TakeOut(entry, userId, []);
        }

        return (isOwn || isOfErased) && Folding.IsToRedact(entry) ? Folding.Redact(entry) : entry;
    }

    /// <summary>A message without the user's reactions.</summary>
    /// <param name="later">Changes that the user made after the erasure, and that are folded into the message.</param>
    public static Entry TakeOut(Entry message, string userId, IEnumerable<Entry> later)
    {
        if (!message.IsLiveMessage)
        {
            return message;
        }

        var without = message.Reactions is null ? null : Reactions.Without(message.Reactions, userId);
        var reactions = later.Aggregate(without, (map, change) => change switch
        {
            { Kind: EntryKind.React, Redacted: false } => Reactions.Add(map, change.Reaction!, userId),
            { Kind: EntryKind.Unreact, Redacted: false } => Reactions.Remove(map, change.Reaction!, userId),
            _ => map,
        });
        return ReferenceEquals(reactions, message.Reactions) ? message : message with { Reactions = reactions };
    }

    /// <summary>One that was deleted before stays as it is. What came after the erasure met an erased message.</summary>
    private static Entry EraseMessage(Entry message, long seq) => message.Redacted && message.Rev <= seq
        ? message
        : Folding.Redact(message) with { Rev = seq };
}
