using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Messages;

/// <summary>The difference between two states of an entry.</summary>
public static class EntryPatch
{
    /// <summary>At most ten operations: a message has no reaction of its own, and a change none of the state of a message.</summary>
    public static IReadOnlyList<PatchOperation> Between(Entry before, Entry after) => new DocumentPatch()
        .With("/text", before.Text, after.Text)
        .With("/format", before.Format, after.Format)
        .With("/mentions", before.Mentions, after.Mentions)
        .WithGiven("/mentionsChannel", before.MentionsChannel, after.MentionsChannel)
        .With("/reaction", before.Reaction, after.Reaction)
        .With("/reactions", before.Reactions, after.Reactions)
        .WithGiven("/pinned", before.Pinned, after.Pinned)
        .With("/editedAt", before.EditedAt, after.EditedAt)
        .WithGiven("/redacted", before.Redacted, after.Redacted)
        .With("/rev", before.Rev, after.Rev)
        .Without("/metadata", before.Metadata is not null && after.Metadata is null)
        .Operations;
}
