using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Local.Emulation;

namespace Chat.Functions.Tests.Messages;

public sealed class ChannelLogTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    private const int BucketSize = 7;

    [Fact]
    public async Task A_retry_long_after_finds_its_entry_in_a_bucket_that_is_full()
    {
        var (channelId, log) = (LogFixture.NewChannel(), fixture.NewInstance(BucketSize));
        for (var i = 0; i < 3 * BucketSize; i++)
        {
            await log.SendAsync(Drafts.Message(channelId, "ann", $"m{i}", i));
        }

        foreach (var instance in new[] { log, fixture.NewInstance(BucketSize) })
        {
            Assert.Equal(3, (await instance.SendAsync(Drafts.Message(channelId, "ann", "m2", 2))).Seq);
            Assert.Equal(BucketSize, (await instance.SendAsync(Drafts.Message(channelId, "ann", $"m{BucketSize - 1}", BucketSize - 1))).Seq);
        }

        Assert.Equal(3 * BucketSize + 1, (await log.SendAsync(Drafts.Message(channelId, "ann", "new", 0))).Seq);
    }

    [Theory]
    [InlineData(3L, null, "replyTo")]
    [InlineData(null, 3L, "thread")]
    [InlineData(2L, 3L, "thread")]
    public async Task Nobody_answers_an_entry_that_is_not_there_yet_whatever_a_client_says_it_knew(long? replyTo, long? thread, string field)
    {
        var (channelId, log) = (LogFixture.NewChannel(), fixture.NewInstance());
        await log.SendAsync(Drafts.Message(channelId, "ann", "1"));
        await log.SendAsync(Drafts.Message(channelId, "ann", "2", 1));
        var draft = Drafts.Message(channelId, "ann", "3", after: 1_000);
        draft = draft with { Entry = draft.Entry with { ReplyTo = replyTo, Thread = thread } };

        foreach (var instance in new[] { log, fixture.NewInstance() })
        {
            var refusal = await Assert.ThrowsAsync<ChatException>(() => instance.SendAsync(draft));
            Assert.Equal((ErrorCode.InvalidRequest, field), (refusal.Error.Code, refusal.Error.Field));
        }

        Assert.Equal(2, (await fixture.Entries().ReadRangeAsync(channelId, 1, 10, default)).Count);
    }

    [Fact]
    public async Task An_answer_to_what_another_instance_has_written_is_stored()
    {
        var (channelId, log, other) = (LogFixture.NewChannel(), fixture.NewInstance(), fixture.NewInstance());
        await log.SendAsync(Drafts.Message(channelId, "ann", "1"));
        await other.SendAsync(Drafts.Message(channelId, "bob", "2", 1));
        var answer = Drafts.Message(channelId, "ann", "3", 2);

        var entry = await log.SendAsync(answer with { Entry = answer.Entry with { ReplyTo = 2, Thread = 2 } });

        Assert.Equal((3, 2, 2), (entry.Seq, entry.ReplyTo, entry.Thread));
    }

    [Fact]
    public async Task A_client_that_has_used_an_id_twice_gets_the_first_entry_and_harms_nobody()
    {
        var (channelId, log) = (LogFixture.NewChannel(), fixture.NewInstance(BucketSize));
        for (var i = 0; i < 2 * BucketSize; i++)
        {
            // An id is unique in a bucket by the database, and beyond by what the client says it knew: this one lies.
            await log.SendAsync(Drafts.Message(channelId, "eve", i % BucketSize == 0 ? "twice" : $"m{i}", i));
        }

        var retry = log.SendAsync(Drafts.Message(channelId, "eve", "twice", 0));
        var other = log.SendAsync(Drafts.Message(channelId, "ann", "1", 2 * BucketSize));

        Assert.Equal((1, (2 * BucketSize) + 1), ((await retry).Seq, (await other).Seq));
    }

    [Fact]
    public async Task A_change_that_is_stored_is_found_again_by_an_instance_that_knows_less_of_the_log()
    {
        var channelId = LogFixture.NewChannel();
        var (one, other) = (fixture.NewInstance(BucketSize), fixture.NewInstance(BucketSize));
        await one.SendAsync(Drafts.Message(channelId, "ann", "1"));
        await other.SendAsync(Drafts.Message(channelId, "ann", "2", 1));
        for (var i = 3; i <= BucketSize; i++)
        {
            await one.SendAsync(Drafts.Message(channelId, "ann", $"{i}", i - 1));
        }

        var edit = Drafts.Change(EntryKind.Edit, channelId, "ann", "edit", 1, text: "better");
        var stored = await one.SendAsync(edit);
        await one.SendAsync(Drafts.Change(EntryKind.Delete, channelId, "ann", "delete", 1));

        // By now it would be refused. But it is there.
        Assert.Equal(stored.Seq, (await other.SendAsync(edit)).Seq);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(99)]
    public async Task A_wrong_idea_of_the_head_does_no_harm(long after)
    {
        var (channelId, log) = (LogFixture.NewChannel(), fixture.NewInstance(Buckets.FormatSize));
        for (var i = 0; i < 10; i++)
        {
            await log.SendAsync(Drafts.Message(channelId, "ann", $"m{i}", i));
        }

        var fresh = fixture.NewInstance(Buckets.FormatSize);
        Assert.Equal(11, (await fresh.SendAsync(Drafts.Message(channelId, "bob", "m", after))).Seq);
    }

    [Fact]
    public async Task Nothing_is_written_for_one_who_may_not_write()
    {
        var (channelId, log) = (LogFixture.NewChannel(), fixture.NewInstance(BucketSize));
        var refused = Task.FromException<bool>(ChatException.NotFound("channelId", "no"));

        await Assert.ThrowsAsync<ChatException>(
            () => log.SendAsync(Drafts.Message(channelId, "eve", "1", 0), refused, CancellationToken.None));

        Assert.Empty(await fixture.Entries(BucketSize).ReadLastAsync(channelId, 1, CancellationToken.None));
    }

    [Fact]
    public async Task After_an_outage_the_head_is_read_again()
    {
        var (channelId, log) = (LogFixture.NewChannel(), fixture.NewInstance(BucketSize));
        await log.SendAsync(Drafts.Message(channelId, "ann", "1", 0));
        fixture.Cosmos.Faults.Next("batch", new Fault.LoseResponse(), times: 1);

        await log.SendUntilAnsweredAsync(Drafts.Message(channelId, "ann", "2", 1));

        Assert.Equal(3, (await log.SendAsync(Drafts.Message(channelId, "ann", "3", 2))).Seq);
    }

    [Fact]
    public async Task A_full_queue_refuses_and_the_others_go_on()
    {
        var (channelId, log) = (LogFixture.NewChannel(), fixture.NewInstance(Buckets.FormatSize));
        await log.SendAsync(Drafts.Message(channelId, "ann", "first", 0));
        var release = new TaskCompletionSource();
        fixture.Cosmos.Faults.Next("batch", new Fault.Hold(release.Task));

        var sends = Enumerable.Range(0, 1_001).Select(i => log.SendAsync(Drafts.Message(channelId, "ann", $"m{i}", 1))).ToList();
        var refused = await Assert.ThrowsAsync<ChatException>(() => sends[^1]);
        release.SetResult();

        Assert.Equal((ErrorCode.Overloaded, true), (refused.Error.Code, refused.Error.RetryAfterMs > 0));
        Assert.Equal(Enumerable.Range(2, 1_000).Select(seq => (long)seq), (await Task.WhenAll(sends[..^1])).Select(e => e.Seq).Order());
    }

    [Fact]
    public async Task What_gathers_is_one_transaction_and_one_broadcast()
    {
        var (channelId, log) = (LogFixture.NewChannel(), fixture.NewInstance());
        var (held, release) = await HoldAsync(log, channelId);
        fixture.Cosmos.Requests.Clear();
        fixture.WebPubSub.Requests.Clear();

        var gathered = Enumerable.Range(0, 60).Select(i => log.SendAsync(Drafts.Message(channelId, "ann", $"m{i}", 1))).ToList();
        release.SetResult();

        Assert.Equal(2, (await held).Seq);
        Assert.Equal(Enumerable.Range(3, 60).Select(seq => (long)seq), (await Task.WhenAll(gathered)).Select(entry => entry.Seq));
        // The one that was held is counted when it is answered.
        Assert.Equal((2, 2), (fixture.Cosmos.Requests.Count("batch"), fixture.Cosmos.Requests.Snapshot().Count));
        Assert.Equal(2, fixture.WebPubSub.Requests.Count("sendToGroup"));
    }

    [Fact]
    public async Task One_that_fails_for_itself_is_taken_out_and_the_others_go_on()
    {
        var (channelId, log) = (LogFixture.NewChannel(), fixture.NewInstance());
        var (held, release) = await HoldAsync(log, channelId);

        var good = log.SendAsync(Drafts.Message(channelId, "bob", "good", 1));
        var stored = log.SendAsync(Drafts.Message(channelId, "ann", "first"));
        var foreign = log.SendAsync(Drafts.Change(EntryKind.Edit, channelId, "bob", "foreign", 1, text: "no"));
        var missing = log.SendAsync(Drafts.Change(EntryKind.Pin, channelId, "bob", "missing", 99));
        var same = log.SendAsync(Drafts.Message(channelId, "bob", "good", 1));
        release.SetResult();

        Assert.Equal((2, 1), ((await held).Seq, (await stored).Seq));
        Assert.Equal((3, 3), ((await good).Seq, (await same).Seq));
        Assert.Equal(ErrorCode.Forbidden, (await Assert.ThrowsAsync<ChatException>(() => foreign)).Error.Code);
        Assert.Equal(ErrorCode.NotFound, (await Assert.ThrowsAsync<ChatException>(() => missing)).Error.Code);
        Assert.Equal(3, (await fixture.Entries().ReadRangeAsync(channelId, 1, 10, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_send_given_up_half_way_leaves_no_gap()
    {
        var (channelId, log) = (LogFixture.NewChannel(), fixture.NewInstance(Buckets.FormatSize));
        await log.SendAsync(Drafts.Message(channelId, "ann", "1", 0));
        var (release, given) = (new TaskCompletionSource(), new CancellationTokenSource());
        fixture.Cosmos.Faults.Next("batch", new Fault.Hold(release.Task));

        var abandoned = log.SendAsync(Drafts.Message(channelId, "ann", "2", 1), Task.FromResult(false), given.Token);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        release.SetResult();
        given.Dispose();

        await log.SendUntilAnsweredAsync(Drafts.Message(channelId, "ann", "2", 1));
        var next = await log.SendUntilAnsweredAsync(Drafts.Message(channelId, "ann", "3", 1));
        Assert.Equal(["1", "2", "3"], (await fixture.Entries(Buckets.FormatSize)
            .ReadRangeAsync(channelId, 1, 10, CancellationToken.None)).Select(entry => entry.ClientId));
        Assert.Equal(3, next.Seq);
    }

    /// <summary>A channel with one entry, by Ann's send <c>first</c>, whose second one the database holds back: what is sent now
    /// gathers.</summary>
    private async Task<(Task<Entry> Held, TaskCompletionSource Release)> HoldAsync(LogWriters log, string channelId)
    {
        await log.SendAsync(Drafts.Message(channelId, "ann", "first"));
        var release = new TaskCompletionSource();
        fixture.Cosmos.Faults.Next("batch", new Fault.Hold(release.Task));
        var held = log.SendAsync(Drafts.Message(channelId, "ann", "held", 1));
        await fixture.Cosmos.Faults.UntilMetAsync();
        return (held, release);
    }
}
