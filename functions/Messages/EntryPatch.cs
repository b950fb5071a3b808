using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Messages;

/// <summary>The difference between two states of an entry, as the database is told it: what else the document holds stays.</summary>
public static class EntryPatch
{
    /// <summary>At most ten operations, which is what one patch may have: a message has no reaction of its own, and a change
    /// none of the state of a message.</summary>
    public static IReadOnlyList<PatchOperation> Between(Entry before, Entry after)
    {
        var operations = new List<PatchOperation>();
        Add("/text", before.Text, after.Text);
        Add("/format", before.Format, after.Format);
        Add("/mentions", before.Mentions, after.Mentions);
        Add("/mentionsChannel", Flag(before.MentionsChannel), Flag(after.MentionsChannel));
        Add("/reaction", before.Reaction, after.Reaction);
        Add("/reactions", before.Reactions, after.Reactions);
        Add("/pinned", Flag(before.Pinned), Flag(after.Pinned));
        Add("/editedAt", before.EditedAt, after.EditedAt);
        Add("/redacted", Flag(before.Redacted), Flag(after.Redacted));
        Add("/rev", before.Rev == 0 ? null : before.Rev, after.Rev == 0 ? (long?)null : after.Rev);
        if (before.Metadata is not null && after.Metadata is null)
        {
            operations.Add(PatchOperation.Remove("/metadata"));
        }

        return operations;

        // The etag it is bound to says that what is removed is there.
        void Add<T>(string path, T? old, T? now)
        {
            if (!EqualityComparer<T>.Default.Equals(old, now))
            {
                operations.Add(now is null ? PatchOperation.Remove(path) : PatchOperation.Set(path, now));
            }
        }

        static bool? Flag(bool value) => value ? true : null;
    }
}
