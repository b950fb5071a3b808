namespace Chat.Local.Cosmos;

/// <summary>How long the service in a data centre would take over what the emulator does at once: network, replication
/// and quorum. Each answer is held back for so long, in whole milliseconds rounded up, after its work is done; with the default nothing is. For measurements:
/// an emulator on the same machine hides what a round trip saved is worth.</summary>
public sealed record ServiceLatency
{
    /// <summary>A point read.</summary>
    public TimeSpan Read { get; init; }

    /// <summary>A page of a query, of a feed, or of the change feed.</summary>
    public TimeSpan Query { get; init; }

    /// <summary>A write, or a batch before its operations.</summary>
    public TimeSpan Write { get; init; }

    /// <summary>What each operation adds to its batch.</summary>
    public TimeSpan BatchedOperation { get; init; }

    /// <param name="operation">As <see cref="CosmosEmulator.Requests"/> names it.</param>
    /// <param name="batched">How many operations a batch has.</param>
    internal TimeSpan Of(string operation, int batched) => operation switch
    {
        "read" => Read,
        "query" or "feed" or "changefeed" => Query,
        "create" or "upsert" or "replace" or "patch" or "delete" => Write,
        "batch" => Write + (batched * BatchedOperation),
        _ => TimeSpan.Zero,
    };
}
