using Chat.Functions.Messages;
using FsCheck.Xunit;

namespace Chat.Functions.Tests.Messages;

/// <summary>Parts of a log across the boundaries of small buckets, against the list that they are parts of.</summary>
public sealed class HistoryTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    private const int Entries = 17;
    private const int BucketSize = 5;

    private static readonly Dictionary<LogFixture, Task<string>> Logs = [];

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

        var part = await new History(fixture.Entries(BucketSize)).ReadAsync(await LogAsync(), page with { Limit = limit }, CancellationToken.None);

        Assert.Equal(expected, part.Entries.Select(entry => (int)entry.Seq));
        Assert.Equal((more, page.After > Entries), (part.More, part.IsElsewhere));
        Assert.Null(part.FirstSeq(page.After));

        static HistoryPage Page(long? after = null, long? before = null) => new(after, before, null, 0, false, null, null);
    }

    private Task<string> LogAsync()
    {
        lock (Logs)
        {
            return Logs.TryGetValue(fixture, out var log) ? log : Logs[fixture] = WriteAsync();
        }

        async Task<string> WriteAsync()
        {
            var (channelId, instance) = (LogFixture.NewChannel(), fixture.NewInstance(BucketSize));
            for (var seq = 0; seq < Entries; seq++)
            {
                await instance.SendAsync(Drafts.Message(channelId, "ann", $"m{seq}", seq));
            }

            return channelId;
        }
    }
}
