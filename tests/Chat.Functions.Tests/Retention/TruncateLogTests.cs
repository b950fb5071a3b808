using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Functions.Retention;
using Chat.Functions.Tests.Messages;
using Chat.Local.Emulation;

namespace Chat.Functions.Tests.Retention;

/// <summary>What is old goes, and the log stays what it is: numbered without gaps, for ever.</summary>
public sealed class TruncateLogTests : IAsyncLifetime
{
    private const int BucketSize = 7;

    private readonly LogFixture _fixture = new();
    private KeptLog _log = null!;

    public async ValueTask InitializeAsync()
    {
        await _fixture.InitializeAsync();
        _log = new KeptLog(_fixture, BucketSize);
        await _log.CreateAsync();
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_run_says_what_will_go_and_one_an_hour_later_removes_it()
    {
        await WriteAsync(old: 30, young: 5);

        await _log.RunAsync();
        Assert.Equal(31, (long)(await _log.DocumentAsync())["firstSeq"]!);
        _log.Time.Advance(Truncation.Notice - TimeSpan.FromMinutes(1));
        await _log.RunAsync();
        Assert.Equal(Seqs(1, 35), await _log.SeqsAsync());

        _log.Time.Advance(TimeSpan.FromMinutes(1));
        await _log.RunAsync();
        Assert.Equal(Seqs(31, 35), await _log.SeqsAsync());
        Assert.Null((await _log.DocumentAsync())["truncatedAt"]);
    }

    [Fact]
    public async Task Without_a_retention_everything_stays()
    {
        var kept = new KeptLog(_fixture, BucketSize) { Limits = new ChatLimits() };
        await kept.CreateAsync();
        await kept.SendAsync(kept.NewInstance(), 3);
        kept.Time.Advance(TimeSpan.FromDays(10_000));

        await kept.TruncateAsync();

        Assert.Equal(Seqs(1, 3), await kept.SeqsAsync());
    }

    [Fact]
    public async Task Of_a_log_that_has_expired_the_last_number_stays_and_nothing_that_it_said()
    {
        await _log.SendAsync(_log.NewInstance(), 20);
        _log.Time.Advance(KeptLog.Expiry);

        await _log.TruncateAsync();

        var last = Assert.Single(await _log.ReadAsync());
        Assert.Equal((20, true, null), (last.Seq, last.Redacted, last.Text));
        Assert.Equal(20, last.Counts.Messages);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(19)]
    [InlineData(20)]
    [InlineData(21)]
    public async Task After_everything_has_expired_numbers_go_on(long after)
    {
        var warm = _log.NewInstance();
        await _log.SendAsync(warm, 20);
        _log.Time.Advance(KeptLog.Expiry);
        await _log.TruncateAsync();

        var cold = await _log.NewInstance().SendAsync(Drafts.Message(_log.ChannelId, "bob", "cold", after));
        var known = await warm.SendAsync(Drafts.Message(_log.ChannelId, "bob", "warm", after));

        Assert.Equal((21, 22), (cold.Seq, known.Seq));
        Assert.Equal((21, 22), (cold.Counts.Messages, known.Counts.Messages));
        Assert.Equal(Seqs(20, 22), await _log.SeqsAsync());
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(30)]
    public async Task A_hint_at_the_edge_of_what_is_being_removed_makes_no_gap(long after)
    {
        await WriteAsync(old: 30, young: 5);
        await _log.RunAsync();
        _log.Time.Advance(Truncation.Notice);
        var release = new TaskCompletionSource();
        _fixture.Cosmos.Faults.Next("batch", new Fault.Hold(release.Task));
        var removing = _log.RunAsync();
        await _fixture.Cosmos.Faults.UntilMetAsync();

        var during = await _log.NewInstance().SendAsync(Drafts.Message(_log.ChannelId, "bob", "during", after));
        release.SetResult();
        await removing;
        var afterwards = await _log.NewInstance().SendAsync(Drafts.Message(_log.ChannelId, "bob", "afterwards", after));

        Assert.Equal((36, 37), (during.Seq, afterwards.Seq));
        Assert.Equal(Seqs(31, 37), await _log.SeqsAsync());
    }

    [Fact]
    public async Task A_send_that_looked_before_a_removal_and_writes_after_it_gives_no_number_again()
    {
        await WriteAsync(old: 30, young: 5);
        await _log.RunAsync();
        _log.Time.Advance(Truncation.Notice);
        var release = new TaskCompletionSource();
        _fixture.Cosmos.Faults.Next("batch", new Fault.Hold(release.Task));
        // It sees the entry of its hint, which is gone when it writes, as is the next.
        var sending = _log.NewInstance().SendAsync(Drafts.Message(_log.ChannelId, "bob", "late", after: 28));
        await _fixture.Cosmos.Faults.UntilMetAsync();

        await _log.RunAsync();
        release.SetResult();

        Assert.Equal(36, (await sending).Seq);
        Assert.Equal(Seqs(31, 36), await _log.SeqsAsync());
    }

    [Fact]
    public async Task A_redacted_end_goes_when_others_have_followed_and_are_old()
    {
        await _log.SendAsync(_log.NewInstance(), 3);
        _log.Time.Advance(KeptLog.Expiry);
        await _log.TruncateAsync();
        await _log.SendAsync(_log.NewInstance(), 2);
        _log.Time.Advance(KeptLog.Expiry);

        await _log.TruncateAsync();

        Assert.Equal(Seqs(5, 5), await _log.SeqsAsync());
    }

    [Fact]
    public async Task A_change_of_what_is_gone_finds_no_such_message()
    {
        await WriteAsync(old: 10, young: 1);
        await _log.TruncateAsync();

        foreach (var kind in new[] { EntryKind.Edit, EntryKind.Delete, EntryKind.React, EntryKind.Pin })
        {
            var change = Drafts.Change(kind, _log.ChannelId, "ann", kind, target: 10, text: "new", reaction: "+");
            var refused = await Assert.ThrowsAsync<ChatException>(() => _log.NewInstance().SendAsync(change));
            Assert.Equal((ErrorCode.NotFound, "target"), (refused.Error.Code, refused.Error.Field));
        }
    }

    [Theory]
    [InlineData("query", "down")]
    [InlineData("query", "cut")]
    [InlineData("read", "down")]
    [InlineData("read", "cut")]
    [InlineData("patch", "down")]
    [InlineData("patch", "lost")]
    [InlineData("batch", "down")]
    [InlineData("batch", "lost")]
    [InlineData("batch", "throttled")]
    public async Task Whatever_fails_the_next_run_goes_on(string operation, string kind)
    {
        await WriteAsync(old: 30, young: 2);
        var met = 0;
        for (var run = 0; run < 8; run++)
        {
            // More than the database client tries by itself: some reach the run.
            var planned = 1 + (run % 3 * 4);
            _fixture.Cosmos.Faults.Next(operation, new PlannedFault(operation, kind).ToFault(), planned);
            await IgnoreAsync(_log.RunAsync());
            met += planned - _fixture.Cosmos.Faults.Pending.Count;
            _fixture.Cosmos.Faults.Clear();
            Assert.Equal(Seqs(33 - (await _log.SeqsAsync()).Count, 32), await _log.SeqsAsync());
            _log.Time.Advance(Truncation.Notice);
        }

        Assert.NotEqual(0, met);
        await _log.TruncateAsync();
        Assert.Equal(Seqs(31, 32), await _log.SeqsAsync());
    }

    [Fact]
    public async Task Two_runs_at_once_do_what_one_does()
    {
        await WriteAsync(old: 95, young: 3);

        for (var run = 0; run < 3; run++)
        {
            await Task.WhenAll(_log.RunAsync(), _log.RunAsync(), _log.RunAsync());
            _log.Time.Advance(Truncation.Notice);
        }

        Assert.Equal(Seqs(96, 98), await _log.SeqsAsync());
        Assert.Null((await _log.DocumentAsync())["truncatedAt"]);
    }

    [Fact]
    public async Task An_entry_stays_its_time_though_a_slow_clock_wrote_the_next()
    {
        var behind = new ShiftedTime();
        behind.Advance(TimeSpan.FromMinutes(-50));
        await _log.SendAsync(_log.NewInstance(), 3);
        await _log.SendAsync(_log.NewInstance(behind), 3);
        _log.Time.Advance(KeptLog.Days10 - TimeSpan.FromMinutes(1));

        await _log.TruncateAsync();

        Assert.Equal(Seqs(1, 6), await _log.SeqsAsync());
    }

    [Fact]
    public async Task What_to_remove_is_found_by_few_reads()
    {
        var log = new KeptLog(_fixture, Buckets.FormatSize);
        await log.CreateAsync();
        await log.SendAsync(log.NewInstance(), 900);
        log.Time.Advance(TimeSpan.FromDays(5));
        await log.SendAsync(log.NewInstance(), 900);
        log.Time.Advance(KeptLog.Expiry - TimeSpan.FromDays(5));
        _fixture.Cosmos.Requests.Clear();

        await log.RunAsync();

        Assert.Equal(901, (long)(await log.DocumentAsync())["firstSeq"]!);
        // There and back: twice the binary logarithm of 900, the first entry, and this test's own look at the document.
        Assert.InRange(_fixture.Cosmos.Requests.Count("read"), 10, 22);
    }

    [Fact]
    public async Task Channels_with_nothing_to_remove_are_not_looked_at()
    {
        await _log.SendAsync(_log.NewInstance(), 3);
        _log.Time.Advance(KeptLog.Expiry);
        await _log.TruncateAsync();
        _log.Time.Advance(TimeSpan.FromDays(5));
        _fixture.Cosmos.Requests.Clear();

        await _log.RunAsync();

        Assert.Equal((0, 0), (_fixture.Cosmos.Requests.Count("read"), _fixture.Cosmos.Requests.Count("patch")));
        Assert.NotEqual(0, _fixture.Cosmos.Requests.Count("query"));
    }

    [Fact]
    public async Task A_channel_without_entries_is_put_off()
    {
        _log.Time.Advance(KeptLog.Expiry);
        await _log.RunAsync();
        _fixture.Cosmos.Requests.Clear();

        await _log.RunAsync();

        Assert.Equal(0, _fixture.Cosmos.Requests.Count("read"));
        Assert.Equal(1, (await _log.NewInstance().SendAsync(Drafts.Message(_log.ChannelId, "ann", "first"))).Seq);
    }

    private async Task WriteAsync(int old, int young)
    {
        await _log.SendAsync(_log.NewInstance(), old);
        _log.Time.Advance(TimeSpan.FromDays(5));
        await _log.SendAsync(_log.NewInstance(), young);
        _log.Time.Advance(KeptLog.Expiry - TimeSpan.FromDays(5));
    }

    private static IEnumerable<long> Seqs(long first, long last)
    {
        for (var seq = first; seq <= last; seq++)
        {
            yield return seq;
        }
    }

    private static async Task IgnoreAsync(Task run)
    {
        try
        {
            await run;
        }
        catch (Exception error) when (ErrorLog.Describe(error) is { Code: not ErrorCode.Internal })
        {
            // As a timer's run that failed: the next one is due.
        }
    }
}
