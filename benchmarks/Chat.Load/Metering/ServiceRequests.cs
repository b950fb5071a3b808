namespace Chat.Load.Metering;

/// <summary>What the functions asked of their services, and what it was charged.</summary>
internal sealed record ServiceRequests
{
    /// <summary>Creates, patches and batches in container <c>messages</c>: one request each.</summary>
    public long Writes { get; init; }

    /// <summary>Writes that were refused because somebody else was first.</summary>
    public long Conflicts { get; init; }

    /// <summary>Point reads of member documents.</summary>
    public long MemberReads { get; init; }

    /// <summary>Point reads in container <c>messages</c>.</summary>
    public long EntryReads { get; init; }

    public long Queries { get; init; }

    /// <summary>Of Cosmos DB, and none of the above.</summary>
    public long Others { get; init; }

    /// <summary>REST calls to Web PubSub.</summary>
    public long Calls { get; init; }

    /// <summary>In request units.</summary>
    public double Charge { get; init; }

    public static ServiceRequests operator +(ServiceRequests left, ServiceRequests right) => new()
    {
        Writes = left.Writes + right.Writes,
        Conflicts = left.Conflicts + right.Conflicts,
        MemberReads = left.MemberReads + right.MemberReads,
        EntryReads = left.EntryReads + right.EntryReads,
        Queries = left.Queries + right.Queries,
        Others = left.Others + right.Others,
        Calls = left.Calls + right.Calls,
        Charge = left.Charge + right.Charge,
    };

    public static ServiceRequests operator -(ServiceRequests left, ServiceRequests right) => left + right.Negated();

    private ServiceRequests Negated() => new()
    {
        Writes = -Writes, Conflicts = -Conflicts, MemberReads = -MemberReads, EntryReads = -EntryReads,
        Queries = -Queries, Others = -Others, Calls = -Calls, Charge = -Charge,
    };
}
