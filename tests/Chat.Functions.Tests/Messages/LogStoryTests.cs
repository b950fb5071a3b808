using System.Globalization;
using System.Text.Json.Nodes;
using Chat.Functions.Messages;
using Chat.Functions.Platform;
using FsCheck.Xunit;

namespace Chat.Functions.Tests.Messages;

/// <summary>The log's promises (invariants I1, I2 and I3) under everything that happens to it: several instances, concurrent
/// senders, retries, changes, full buckets, throttling, answers lost after the write, broadcasts that fail, senders that give up.</summary>
public sealed class LogStoryTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    private sealed record Step(Draft Draft, Entry? Acknowledged, bool IsRefused);

    [Property(MaxTest = 100, Arbitrary = [typeof(Story)])]
    public async Task Whatever_happens_the_log_is_gapless_and_replays_to_what_is_stored(Story story)
    {
        var channelId = LogFixture.NewChannel();
        var instances = Enumerable.Range(0, story.Instances)
            .Select(i => fixture.NewInstance(story.BucketSize, story.Seed + i)).ToList();
        Plan(story);

        var steps = (await Task.WhenAll(Enumerable.Range(0, story.Senders).Select(
            sender => LiveAsync(story, channelId, $"user{sender}", new Random(story.Seed + sender), instances)))).SelectMany(s => s).ToList();
        Plan(story with { Faults = [] });
        await RepairAsync(story, channelId);

        var log = await ReadAsync(story, channelId);
        AssertGapless(log);
        AssertAcknowledged(steps, log);
        AssertOrderOfEachSender(log);
        AssertReplay(steps, log);
    }

    private void Plan(Story story)
    {
        fixture.Cosmos.Faults.Clear();
        fixture.WebPubSub.Faults.Clear();
        foreach (var fault in story.Faults)
        {
            (fault.Operation == "sendToGroup" ? fixture.WebPubSub.Faults : fixture.Cosmos.Faults).Next(fault.Operation, fault.ToFault());
        }
    }

    private static async Task<List<Step>> LiveAsync(
        Story story, string channelId, string senderId, Random random, List<LogWriters> instances)
    {
        var (steps, after) = (new List<Step>(), 0L);
        for (var i = 0; i < story.StepsEach; i++)
        {
            var draft = story.Next(random, channelId, senderId, i, after);
            var givesUp = random.Next(8) == 0;
            // The same send more than once and at once, as a client does whose connection moved while it waited.
            var tries = await Task.WhenAll(Enumerable.Range(0, random.Next(1, 4)).Select(_ => instances[random.Next(instances.Count)])
                .Select(instance => TryAsync(instance, draft, givesUp)));
            steps.AddRange(tries);
            after = tries.Max(one => one.Acknowledged?.Seq) ?? after;
        }

        return steps;
    }

    private static async Task<Step> TryAsync(LogWriters instance, Draft draft, bool givesUp)
    {
        try
        {
            var sending = givesUp ? instance.SendAsync(draft, moderates: true) : instance.SendUntilAnsweredAsync(draft, moderates: true);
            return new Step(draft, await sending, false);
        }
        catch (ChatException refusal) when (refusal.Error.RetryAfterMs is null)
        {
            return new Step(draft, null, true);
        }
        catch (Exception error) when (givesUp && ErrorLog.Describe(error).Code != ErrorCode.Internal)
        {
            // It died, or whoever asked did: the entry may be there or not, and nobody asks again.
            return new Step(draft, null, false);
        }
    }

    /// <summary>What the change feed does: every change once more, in any order, and by two at once.</summary>
    private async Task RepairAsync(Story story, string channelId)
    {
        var random = new Random(story.Seed);
        var changes = (await ReadAsync(story, channelId)).Where(entry => entry.Target is not null).OrderBy(_ => random.Next()).ToList();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(async repairer =>
        {
            foreach (var change in repairer == 0 ? changes : Enumerable.Reverse(changes))
            {
                await new SettleChanges(fixture.Settling(story.BucketSize), LogFixture.Guard).SettleAsync([change], CancellationToken.None);
            }
        }));
    }

    private Task<List<Entry>> ReadAsync(Story story, string channelId) => fixture.Entries(story.BucketSize)
        .ReadRangeAsync(channelId, 1, (story.Senders * story.StepsEach) + story.BucketSize, CancellationToken.None);

    private static void AssertGapless(List<Entry> log)
    {
        Assert.Equal(Enumerable.Range(1, log.Count).Select(seq => (long)seq), log.Select(entry => entry.Seq));
        var messages = 0L;
        Assert.All(log, entry => Assert.Equal(messages += entry.Kind == EntryKind.Message ? 1 : 0, entry.Counts.Messages));
        Assert.Equal(log.Count, log.Select(entry => entry.Key).Distinct().Count());
    }

    private static void AssertAcknowledged(List<Step> steps, List<Entry> log)
    {
        var seqs = log.ToDictionary(entry => entry.Key, entry => entry.Seq);
        Assert.All(steps, step => Assert.True(step.Acknowledged is null || seqs[step.Draft.Key] == step.Acknowledged.Seq));
        // What every try was refused is nowhere, or, if a try was still under way when a deletion came first, says nothing.
        var refused = steps.GroupBy(step => step.Draft.Key).Where(tries => tries.All(one => one.IsRefused)).Select(tries => tries.Key);
        Assert.DoesNotContain(log, entry => refused.Contains(entry.Key) && entry is { Kind: EntryKind.Edit, Redacted: false });
    }

    private static void AssertOrderOfEachSender(List<Entry> log) => Assert.All(
        log.GroupBy(entry => entry.SenderId),
        own =>
        {
            var sent = own.Select(entry => int.Parse(entry.ClientId[1..], CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(sent.Order(), sent);
        });

    private static void AssertReplay(List<Step> steps, List<Entry> log)
    {
        var drafts = steps.DistinctBy(step => step.Draft.Key).ToDictionary(step => step.Draft.Key, step => step.Draft);
        var replayed = new ReplayedLog();
        foreach (var entry in log)
        {
            replayed.Apply(drafts[entry.Key].Entry with
            {
                Seq = entry.Seq, CreatedAt = entry.CreatedAt, Counts = entry.Counts,
            });
        }

        Assert.All(replayed.Entries.Zip(log), pair =>
        {
            var (expected, stored) = (pair.First, ReplayedLog.Shown(pair.Second));
            Assert.True(JsonNode.DeepEquals(expected, stored), $"Expected {expected.ToJsonString()}\nStored   {stored.ToJsonString()}");
        });
    }
}
