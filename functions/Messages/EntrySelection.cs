namespace Chat.Functions.Messages;

/// <summary>Some of a log's entries, wherever they lie: found by an index over all its buckets.</summary>
public sealed record EntrySelection(string Condition, IReadOnlyList<(string Name, object Value)> Parameters)
{
    public static EntrySelection All { get; } = new("c.seq > 0", []);

    public static EntrySelection Pinned { get; } = new("c.pinned = true", []);

    /// <summary>The answers in a thread, not its first message.</summary>
    public static EntrySelection Thread(long first) => new("c.thread = @thread", [("@thread", first)]);
}
