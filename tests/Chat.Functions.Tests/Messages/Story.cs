using Chat.Functions.Messages;
using Chat.Local.Emulation;
using FsCheck;
using FsCheck.Fluent;

namespace Chat.Functions.Tests.Messages;

/// <summary>A failure that meets the database or Web PubSub at some time.</summary>
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
/// <param name="OnlyMessages">Whether there are no changes.</param>
public sealed record Story(
    int Seed, int Instances, int BucketSize, int Senders, int StepsEach, bool OnlyMessages, IReadOnlyList<PlannedFault> Faults)
{
    private static readonly string[] Kinds =
        [EntryKind.Edit, EntryKind.Delete, EntryKind.React, EntryKind.React, EntryKind.Unreact, EntryKind.Pin, EntryKind.Unpin];

    public static Arbitrary<Story> Arbitrary() => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue - 100)
        from instances in Gen.Choose(1, 3)
        from bucketSize in Gen.Choose(2, 9)
        from senders in Gen.Choose(1, 4)
        from steps in Gen.Choose(1, 8)
        from onlyMessages in Gen.Elements(true, false, false)
        from count in Gen.Choose(0, 4)
        from faults in Gen.ListOf(
            from operation in Gen.Elements("batch", "batch", "read", "query", "patch", "sendToGroup")
            from kind in Gen.Elements("throttled", "down", "lost", "cut")
            select new PlannedFault(operation, kind), count)
        select new Story(seed, instances, bucketSize, senders, steps, onlyMessages, [.. faults]));

    /// <summary>What a sender does next, knowing the log up to <paramref name="after"/>.</summary>
    public Draft Next(Random random, string channelId, string senderId, int step, long after)
    {
        var clientId = $"m{step}";
        if (OnlyMessages || after == 0 || random.Next(5) < 2)
        {
            var mention = random.Next(4) == 0 ? " @channel" : "";
            return Drafts.Message(channelId, senderId, clientId, after, $"{senderId} says {step}{mention}");
        }

        var kind = Kinds[random.Next(Kinds.Length)];
        var draft = Drafts.Change(kind, channelId, senderId, clientId, random.NextInt64(1, after + 1));
        return draft with
        {
            After = after,
            Entry = draft.Entry with
            {
                Text = kind == EntryKind.Edit ? $"{senderId} corrects {step}" : null,
                Reaction = kind is EntryKind.React or EntryKind.Unreact ? random.Next(2) == 0 ? "👍" : "❤️" : null,
            },
        };
    }
}
