using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Functions.Reading;

namespace Chat.Functions.Sync;

/// <summary>What the answer has of one channel's log.</summary>
public sealed record LogPart(Standing Standing, IReadOnlyList<Entry> Entries, bool More = false, long? FirstSeq = null, bool IsReset = false)
{
    /// <summary>Also when there are no entries: the device begins anew, with none.</summary>
    public bool IsNews => Entries.Count > 0 || IsReset || Standing.Above is null;

    public SyncedChannel Show(ListedChannel channel, string state) => new(
        channel, state, Entries, More ? true : null, FirstSeq, IsReset || Standing.IsReset ? true : null);
}

/// <summary>Reads of the logs what looking up single numbers has left open: a few at once, and each in one query, or two where it
/// crosses the edge of a bucket or of what there is.</summary>
public sealed class LogParts(History history)
{
    private const int AtOnce = 8;

    public async Task<IReadOnlyList<LogPart>> ReadAsync(IReadOnlyList<PlannedPart> planned, CancellationToken cancellationToken)
    {
        var parts = new LogPart[planned.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, planned.Count, parallel, async (i, token) => parts[i] = planned[i].Finding.IsWhole
            ? Known(planned[i])
            : await ReadAsync(planned[i].Finding.Standing, planned[i].Limit, token));
        return parts;
    }

    private static LogPart Known(PlannedPart planned)
    {
        var (standing, all) = (planned.Finding.Standing, planned.Finding.Entries);
        return planned.Finding.IsWindow
            ? Window(standing, new HistoryPart([.. all.TakeLast(planned.Limit)], More: all.Count > planned.Limit))
            : Above(standing, new HistoryPart([.. all.Take(planned.Limit)], More: all.Count > planned.Limit));
    }

    private async Task<LogPart> ReadAsync(Standing standing, int limit, CancellationToken cancellationToken)
    {
        if (standing.Above is { } above)
        {
            var part = await history.ReadAsync(standing.ChannelId, Page(standing, above, limit), cancellationToken);
            if (!part.IsElsewhere)
            {
                return Above(standing, part);
            }
        }

        var window = Window(standing, await history.ReadAsync(
            standing.ChannelId, Page(standing, null, Math.Min(limit, Syncing.WindowEntries)), cancellationToken));
        return window with { IsReset = standing.Above is not null };
    }

    private static HistoryPage Page(Standing standing, long? after, int limit) =>
        new(after, null, null, limit, NewestFirst: false, null, null) { From = standing.From };

    private static LogPart Above(Standing standing, HistoryPart part) =>
        new(standing, part.Entries, part.More, part.FirstSeq(standing.Held!.Seq));

    /// <summary>It ends at the head: what there may be more of is below.</summary>
    private static LogPart Window(Standing standing, HistoryPart part) =>
        new(standing, part.Entries, FirstSeq: part.FirstSeq(null));
}
