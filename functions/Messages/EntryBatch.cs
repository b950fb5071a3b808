namespace Chat.Functions.Messages;

/// <summary>An entry that has got its number, for the send that asked for it.</summary>
public sealed record Appended(Send Send, Entry Entry, byte[] Json);

/// <summary>A stored entry, and what it becomes by changes.</summary>
public sealed record Folded(StoredEntry Before, Entry After);

/// <summary>A send that is not to be stored, and why.</summary>
public sealed record Refused(Send Send, Exception Reason);

/// <summary>What is stored in one transaction, so in one bucket.</summary>
/// <param name="Refused">Among what was asked for; they got no number.</param>
public sealed record EntryBatch(
    IReadOnlyList<Appended> Appended, IReadOnlyList<Folded> Folded, IReadOnlyList<Refused> Refused)
{
    public Entry First => Appended[0].Entry;

    public Entry Last => Appended[^1].Entry;
}
