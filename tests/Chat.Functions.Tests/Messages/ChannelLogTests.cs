using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Local.Emulation;
using FsCheck;
using FsCheck.Xunit;

namespace Chat.Functions.Tests.Messages;

/// <summary>The log's promises (invariants I1 and I3) under everything that happens to it: several instances, concurrent
/// senders, retries, full buckets, throttling, and answers lost after the write.</summary>
public sealed class ChannelLogTests(CosmosFixture cosmos) : IClassFixture<CosmosFixture>
{
    private const int BucketSize = 7;

    [Property(MaxTest = 20, Arbitrary = [typeof(Story)])]
    public async Task Whatever_happens_the_log_is_gapless_and_each_message_is_in_it_once(Story story)
    {
        var channelId = "c" + Guid.NewGuid().ToString("N");
        var instances = Enumerable.Range(0, story.Instances).Select(_ => cosmos.NewLog(BucketSize, story.Seed)).ToList();
        cosmos.Emulator.Faults.Clear();
        foreach (var fault in story.Faults)
        {
            cosmos.Emulator.Faults.Next(fault.Operation, fault.ToFault());
        }

        var senders = Enumerable.Range(0, story.Senders).Select(sender => SendAllAsync(story, channelId, sender, instances));
        var acknowledged = (await Task.WhenAll(senders)).SelectMany(sent => sent).ToList();
        cosmos.Emulator.Faults.Clear();

        var log = await cosmos.Entries(BucketSize).ReadRangeAsync(channelId, 1, 10_000, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, story.Senders * story.MessagesEach).Select(seq => (long)seq), log.Select(entry => entry.Seq));
        Assert.Equal(log.Select(entry => entry.Seq), log.Select(entry => entry.Counts.Messages));
        var bySend = log.ToDictionary(entry => (entry.SenderId, entry.ClientId), entry => entry.Seq);
        Assert.All(acknowledged, ack => Assert.Equal(bySend[(ack.SenderId, ack.ClientId)], ack.Seq));
        Assert.All(log.GroupBy(entry => entry.SenderId), own => Assert.Equal(
            own.Select(entry => int.Parse(entry.ClientId[1..], System.Globalization.CultureInfo.InvariantCulture)),
            Enumerable.Range(0, story.MessagesEach)));
    }

    [Fact]
    public async Task A_retry_long_after_finds_its_entry_in_a_bucket_that_is_full()
    {
        var (channelId, log) = ("c" + Guid.NewGuid().ToString("N"), cosmos.NewLog(BucketSize));
        for (var i = 0; i < 3 * BucketSize; i++)
        {
            await AppendAsync(log, new Draft(channelId, "ann", $"m{i}", i, "hi"));
        }

        foreach (var instance in new[] { log, cosmos.NewLog(BucketSize) })
        {
            Assert.Equal(3, (await AppendAsync(instance, new Draft(channelId, "ann", "m2", 2, "hi"))).Seq);
            Assert.Equal(BucketSize, (await AppendAsync(instance, new Draft(channelId, "ann", $"m{BucketSize - 1}", BucketSize - 1, "hi"))).Seq);
        }

        Assert.Equal(3 * BucketSize + 1, (await AppendAsync(log, new Draft(channelId, "ann", "new", 0, "hi"))).Seq);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(99)]
    public async Task A_wrong_idea_of_the_head_does_no_harm(long after)
    {
        var (channelId, log) = ("c" + Guid.NewGuid().ToString("N"), cosmos.NewLog(Buckets.FormatSize));
        for (var i = 0; i < 10; i++)
        {
            await AppendAsync(log, new Draft(channelId, "ann", $"m{i}", i, "hi"));
        }

        var fresh = cosmos.NewLog(Buckets.FormatSize);
        Assert.Equal(11, (await AppendAsync(fresh, new Draft(channelId, "bob", "m", after, "hi"))).Seq);
    }

    [Fact]
    public async Task Nothing_is_written_for_one_who_may_not_write()
    {
        var (channelId, log) = ("c" + Guid.NewGuid().ToString("N"), cosmos.NewLog(BucketSize));
        var refused = Task.FromException(ChatException.NotFound("channelId", "no"));

        await Assert.ThrowsAsync<ChatException>(
            () => log.AppendAsync(new Draft(channelId, "eve", "1", 0, "hi"), refused, CancellationToken.None));

        Assert.Empty(await cosmos.Entries(BucketSize).ReadLastAsync(channelId, 1, CancellationToken.None));
    }

    [Fact]
    public async Task After_an_outage_the_head_is_read_again()
    {
        var (channelId, log) = ("c" + Guid.NewGuid().ToString("N"), cosmos.NewLog(BucketSize));
        await AppendAsync(log, new Draft(channelId, "ann", "1", 0, "hi"));
        cosmos.Emulator.Faults.Next("create", new Fault.LoseResponse(), times: 1);

        await AppendUntilAcknowledgedAsync(log, new Draft(channelId, "ann", "2", 1, "hi"));

        Assert.Equal(3, (await AppendAsync(log, new Draft(channelId, "ann", "3", 2, "hi"))).Seq);
    }

    private static async Task<List<Entry>> SendAllAsync(
        Story story, string channelId, int sender, List<ChannelLog> instances)
    {
        var random = new Random(story.Seed + sender);
        var acknowledged = new List<Entry>();
        for (var i = 0; i < story.MessagesEach; i++)
        {
            var after = acknowledged.Count == 0 ? 0 : acknowledged[^1].Seq;
            var draft = new Draft(channelId, $"user{sender}", $"m{i}", after, "hi");
            for (var tries = random.Next(1, 4); tries > 0; tries--)
            {
                acknowledged.Add(await AppendUntilAcknowledgedAsync(instances[random.Next(instances.Count)], draft));
            }
        }

        return acknowledged;
    }

    private static Task<Entry> AppendAsync(ChannelLog log, Draft draft) =>
        log.AppendAsync(draft, Task.CompletedTask, CancellationToken.None);

    /// <summary>What a conforming client does: the same again until there is an answer.</summary>
    private static async Task<Entry> AppendUntilAcknowledgedAsync(ChannelLog log, Draft draft)
    {
        while (true)
        {
            try
            {
                return await AppendAsync(log, draft);
            }
            catch (Exception error) when (ErrorLog.Describe(error) is { Code: not ErrorCode.Internal, RetryAfterMs: not null })
            {
                // No acknowledgement: again.
            }
        }
    }
}
