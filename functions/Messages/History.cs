namespace Chat.Functions.Messages;

/// <summary>A part of a log, ascending.</summary>
/// <param name="More">Whether there are further ones in the direction asked for: above with <c>after</c>, else below.</param>
/// <param name="MoreAfter">With <c>around</c>: whether there are further ones above.</param>
/// <param name="IsElsewhere">The number asked from is above the head: it is of another history.</param>
public sealed record HistoryPart(IReadOnlyList<Entry> Entries, bool More, bool? MoreAfter = null, bool IsElsewhere = false)
{
    /// <summary>The first entry there is, if this part ends at it and retention has removed what was below.</summary>
    public long? FirstSeq(long? after) => Entries is [{ Seq: > 1 and var first }, ..] && (after is null ? !More : first > after + 1)
        ? first
        : null;

    /// <summary>Without what stands below <paramref name="from"/>, as if the log began there.</summary>
    public HistoryPart NotBelow(long from) => Entries is [var first, ..] && first.Seq > from
        ? this
        : this with { Entries = [.. Entries.Where(entry => entry.Seq >= from)], More = false };
}

/// <summary>Reads parts of logs. The buckets are computed from the numbers, so a part costs the same wherever it is; only where
/// the log ends, or retention has removed something, is it searched for.</summary>
public sealed class History(Entries entries)
{
    public async Task<HistoryPart> ReadAsync(string channelId, HistoryPage page, CancellationToken cancellationToken)
    {
        var part = await (page switch
        {
            { Selection: { } selection } => ReadSelectedAsync(channelId, selection, page, cancellationToken),
            { After: { } after } => ReadAboveAsync(channelId, Math.Max(after, page.From - 1), page.Limit, cancellationToken),
            { Around: { } around } => ReadAroundAsync(channelId, Math.Max(around, page.From), page.Limit, cancellationToken),
            _ => ReadBelowAsync(channelId, page.Before, page.Limit, cancellationToken),
        });
        // What looks back may have come across more than may be shown.
        return page.After is null ? part.NotBelow(page.From) : part;
    }

    /// <summary>The last ones below <paramref name="before"/>, or of all.</summary>
    private async Task<HistoryPart> ReadBelowAsync(
        string channelId, long? before, int limit, CancellationToken cancellationToken)
    {
        // One more than asked for tells whether there are more.
        var found = before is { } number
            ? await entries.ReadRangeAsync(channelId, Math.Max(1, number - limit - 1), number - 1, cancellationToken)
            : [];
        if (before is not 1 && (found is [] || found[^1].Seq < before - 1))
        {
            // Above the head, or nothing left there: then the last ones there are.
            found = await entries.ReadSelectedAsync(
                channelId, EntrySelection.All, 0, before ?? long.MaxValue, newestFirst: true, limit + 1, cancellationToken);
            found.Reverse();
        }

        return found.Count > limit ? new HistoryPart(found[1..], More: true) : new HistoryPart(found, More: false);
    }

    private async Task<HistoryPart> ReadAboveAsync(
        string channelId, long after, int limit, CancellationToken cancellationToken)
    {
        // The one asked from comes along: if it is there, so is all that follows it.
        var first = Math.Max(1, after);
        var found = await entries.ReadRangeAsync(channelId, first, after + limit + 1, cancellationToken);
        if (found is [] || found[0].Seq > first)
        {
            // Above the head, or below what retention has left.
            found = await entries.ReadSelectedAsync(
                channelId, EntrySelection.All, after, long.MaxValue, newestFirst: false, limit + 1, cancellationToken);
            if (found is [] && after > 0)
            {
                return new HistoryPart([], More: false, IsElsewhere: true);
            }
        }

        found.RemoveAll(entry => entry.Seq == after);
        return new HistoryPart(found.Take(limit).ToList(), found.Count > limit);
    }

    private async Task<HistoryPart> ReadAroundAsync(
        string channelId, long around, int limit, CancellationToken cancellationToken)
    {
        var first = Math.Max(1, around - (limit / 2));
        var last = first + limit - 1;
        var found = await entries.ReadRangeAsync(channelId, Math.Max(1, first - 1), last + 1, cancellationToken);
        var part = found.FindAll(entry => entry.Seq >= first && entry.Seq <= last);
        if (part is [])
        {
            var below = await ReadBelowAsync(channelId, first, limit, cancellationToken);
            return below.Entries is not []
                ? below with { MoreAfter = false }
                : await ReadFirstAsync(channelId, limit, cancellationToken);
        }

        return new HistoryPart(part, found[0].Seq < first, found[^1].Seq > last);
    }

    private async Task<HistoryPart> ReadFirstAsync(string channelId, int limit, CancellationToken cancellationToken)
    {
        var above = await ReadAboveAsync(channelId, 0, limit, cancellationToken);
        return above with { More = false, MoreAfter = above.More };
    }

    private async Task<HistoryPart> ReadSelectedAsync(
        string channelId, EntrySelection selection, HistoryPage page, CancellationToken cancellationToken)
    {
        var found = await entries.ReadSelectedAsync(
            channelId,
            selection,
            Math.Max(page.After ?? 0, page.From - 1),
            page.Before ?? long.MaxValue,
            newestFirst: page.After is null,
            page.Limit + 1,
            cancellationToken);
        var part = found.Take(page.Limit).ToList();
        if (page.After is null)
        {
            part.Reverse();
        }

        return new HistoryPart(part, found.Count > page.Limit);
    }
}
