using Chat.Functions.Messages;
using Chat.Functions.Tests.Messages;

namespace Chat.Functions.Tests.Retention;

/// <summary>Every page of a log whose beginning is gone, against what the rules of docs/protocol.md say of it.</summary>
public sealed class TruncatedHistoryTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    private const int BucketSize = 7;
    private const int Last = 30;

    [Theory]
    [InlineData(12)]
    [InlineData(15)]
    [InlineData(Last)]
    public async Task Every_page_tells_what_is_there_whether_there_is_more_and_where_the_log_begins(int firstSeq)
    {
        var (channelId, entries) = (LogFixture.NewChannel(), fixture.Entries(BucketSize));
        var log = fixture.NewInstance(BucketSize);
        await Task.WhenAll(Enumerable.Range(1, Last).Select(i => log.SendAsync(Drafts.Message(channelId, "ann", $"m{i}"))));
        for (var seq = 1; seq < firstSeq; seq++)
        {
            Assert.True(await entries.TryRemoveAsync(channelId, seq, seq, CancellationToken.None));
        }

        var history = new History(entries);
        foreach (var limit in new[] { 1, 3, 10, 200 })
        {
            for (var at = 0; at <= Last + 2; at++)
            {
                CheckAfter(firstSeq, at, limit, await ReadAsync(new HistoryPage(at, null, null, limit, false, null, null)));
                if (at > 0)
                {
                    CheckBefore(firstSeq, at, limit, await ReadAsync(new HistoryPage(null, at, null, limit, false, null, null)));
                    CheckAround(firstSeq, limit, await ReadAsync(new HistoryPage(null, null, at, limit, false, null, null)));
                }
            }
        }

        Task<HistoryPart> ReadAsync(HistoryPage page) => history.ReadAsync(channelId, page, CancellationToken.None);
    }

    private static void CheckAfter(int firstSeq, int after, int limit, HistoryPart part)
    {
        var there = Between(Math.Max(after + 1, firstSeq), Last);
        Assert.Equal(after > Last, part.IsElsewhere);
        Assert.Equal(there.Take(limit), Seqs(part));
        Assert.Equal(there.Count > limit, part.More);
        Assert.Equal(after + 1 < firstSeq ? firstSeq : null, (int?)part.FirstSeq(after));
    }

    private static void CheckBefore(int firstSeq, int before, int limit, HistoryPart part)
    {
        var there = Between(firstSeq, Math.Min(before - 1, Last));
        Assert.Equal(there.TakeLast(limit), Seqs(part));
        Assert.Equal(there.Count > limit, part.More);
        Assert.Equal(there.Count > 0 && there.Count <= limit ? firstSeq : null, (int?)part.FirstSeq(null));
    }

    private static void CheckAround(int firstSeq, int limit, HistoryPart part)
    {
        var seqs = Seqs(part);
        Assert.InRange(seqs.Count, 1, limit);
        Assert.Equal(Between(seqs[0], seqs[^1]), seqs);
        Assert.Equal((seqs[0] > firstSeq, seqs[^1] < Last), (part.More, part.MoreAfter));
        Assert.Equal(seqs[0] == firstSeq ? firstSeq : null, (int?)part.FirstSeq(null));
    }

    private static List<int> Between(int first, int last) => last < first ? [] : [.. Enumerable.Range(first, last - first + 1)];

    private static List<int> Seqs(HistoryPart part) => [.. part.Entries.Select(entry => (int)entry.Seq)];
}
