using Chat.Local.Emulation;
using FsCheck;
using FsCheck.Fluent;

namespace Chat.Functions.Tests.Messages;

/// <summary>A failure that meets the database at some time.</summary>
public sealed record PlannedFault(string Operation, string Kind)
{
    public Fault ToFault() => Kind switch
    {
        "throttled" => new Fault.Respond(429, TimeSpan.FromMilliseconds(1)),
        "down" => new Fault.Respond(503),
        "lost" => new Fault.LoseResponse(),
        _ => new Fault.Cut(),
    };
}

/// <summary>What happens to one log, drawn by chance.</summary>
public sealed record Story(int Seed, int Instances, int Senders, int MessagesEach, IReadOnlyList<PlannedFault> Faults)
{
    public static Arbitrary<Story> Arbitrary() => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue - 100)
        from instances in Gen.Choose(1, 3)
        from senders in Gen.Choose(1, 4)
        from messages in Gen.Choose(1, 6)
        from count in Gen.Choose(0, 3)
        from faults in Gen.ListOf(
            from operation in Gen.Elements("batch", "batch", "read", "query")
            from kind in Gen.Elements("throttled", "down", "lost", "cut")
            select new PlannedFault(operation, kind), count)
        select new Story(seed, instances, senders, messages, [.. faults]));
}
