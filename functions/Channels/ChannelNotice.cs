using Chat.Functions.Messages;

namespace Chat.Functions.Channels;

/// <summary>The entry by which a channel's log tells of an operation.</summary>
public static class ChannelNotice
{
    /// <summary>Null for what the log is not told. The entry's client id is the operation's number, so it is made once.</summary>
    public static Draft? Of(OperationDocument operation) => operation switch
    {
        { Kind: OperationKind.Join } => About(operation, EntryKind.Join),
        { Kind: OperationKind.Leave } => About(operation, EntryKind.Leave),
        { Kind: OperationKind.Role, Role: { } role } => With(
            operation, EntryKind.Role, entry => entry with { UserId = operation.UserId, Role = MemberRoles.NameOf(role) }),
        { Kind: OperationKind.Update, Name: { } name } => With(operation, EntryKind.Rename, entry => entry with { Name = name }),
        { Kind: OperationKind.Archive or OperationKind.Delete } => With(operation, EntryKind.Archive, entry => entry),
        { Kind: OperationKind.Unarchive } => With(operation, EntryKind.Unarchive, entry => entry),
        _ => null,
    };

    private static Draft About(OperationDocument operation, string kind) =>
        With(operation, kind, entry => entry with { UserId = operation.UserId });

    private static Draft With(OperationDocument operation, string kind, Func<Entry, Entry> apply)
    {
        var draft = Draft.OfSystem(kind, operation.ChannelId, FormattableString.Invariant($"op-{operation.Version}"));
        return draft with { Entry = apply(draft.Entry) };
    }
}
