using Chat.Functions.Messages;
using Chat.Local.Emulation;
using FsCheck.Xunit;

namespace Chat.Functions.Tests.Messages;

/// <summary>Parts of a log across the boundaries of small buckets, against the list that they are parts of.</summary>
public sealed class HistoryTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    private const int Entries = 17;
    private const int BucketSize = 5;

    private Task<string>? _log;

    [Property(MaxTest = 150)]
    public async Task A_part_is_what_it_is_of_a_list(byte kind, byte from, byte size)
    {
        var (seq, limit) = ((from % (Entries + 4)) + 1, (size % 8) + 1);
        var all = Enumerable.Range(1, Entries).ToList();
        var (page, expected, more) = (kind % 3) switch
        {
            0 when seq <= Entries => (
                Page(after: seq), all.Where(one => one > seq).Take(limit).ToList(), Entries - seq > limit),
            0 => (Page(after: seq), [], false),
            1 => (Page(before: seq), all.Where(one => one < seq).TakeLast(limit).ToList(), Math.Min(seq - 1, Entries) > limit),
            _ => (Page(), all.TakeLast(limit).ToList(), Entries > limit),
        };

        var part = await new History(fixture.Entries(BucketSize)).ReadAsync(await (_log ??= WriteLogAsync()), page with { Limit = limit }, CancellationToken.None);

        Assert.Equal(expected, part.Entries.Select(entry => (int)entry.Seq));
        Assert.Equal((more, page.After > Entries), (part.More, part.IsElsewhere));
        Assert.Null(part.FirstSeq(page.After));

        static HistoryPage Page(long? after = null, long? before = null) => new(after, before, null, 0, false, null, null);
    }

    [Fact]
    public async Task A_bucket_that_fills_while_a_page_is_read_leaves_no_hole_in_it()
    {
        var (channelId, instance) = (LogFixture.NewChannel(), fixture.NewInstance(bucketSize: 2));
        await instance.SendAsync(Drafts.Message(channelId, "ann", "1"));
        var release = new TaskCompletionSource();
        fixture.Cosmos.Faults.Next("query", new Fault.Hold(Task.CompletedTask));
        fixture.Cosmos.Faults.Next("query", new Fault.Hold(release.Task));

        var page = new HistoryPage(After: 1, null, null, Limit: 1, false, null, null);
        var reading = new History(fixture.Entries(bucketSize: 2)).ReadAsync(channelId, page, CancellationToken.None);
        await fixture.Cosmos.Faults.UntilMetAsync();
        await instance.SendAsync(Drafts.Message(channelId, "ann", "2", 1));
        await instance.SendAsync(Drafts.Message(channelId, "ann", "3", 2));
        release.SetResult();

        var part = await reading;
        Assert.Equal(2, part.Entries[0].Seq);
        Assert.Null(part.FirstSeq(after: 1));
    }

    private async Task<string> WriteLogAsync()
    {
        var (channelId, instance) = (LogFixture.NewChannel(), fixture.NewInstance(BucketSize));
        for (var seq = 0; seq < Entries; seq++)
        {
            await instance.SendAsync(Drafts.Message(channelId, "ann", $"m{seq}", seq));
        }

        return channelId;
    }
}
