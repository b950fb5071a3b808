using Chat.Functions.Messages;

namespace Chat.Functions.Retention;

/// <summary>Removes the old end of one channel's log, in two steps: one run says from where the log will begin, a later one
/// removes what is below. Ascending and without holes, and never the last entry: its number is what the next one's is made
/// from. Each step can be done again, by two runs at once too.</summary>
public sealed class Truncation(DueChannels channels, Entries entries, Buckets buckets, TimeProvider time)
{
    /// <summary>Between the two steps: by then whoever reads the channel's document knows the new beginning, and no append
    /// relies on an entry below it.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromHours(1);

    private const int MostInTransaction = 100;

    /// <summary>Removed from one channel in one run, so that a long log does not keep the others waiting.</summary>
    private const int MostEntries = 10_000;

    /// <param name="expired">Entries from before are to go.</param>
    /// <param name="until">Begins nothing later than this.</param>
    public Task ContinueAsync(
        DueChannel channel, DateTimeOffset expired, DateTimeOffset until, CancellationToken cancellationToken) =>
        channel.TruncatedAt is null
            ? RaiseAsync(channel, expired, cancellationToken)
            : RemoveAsync(channel, until, cancellationToken);

    private async Task RaiseAsync(DueChannel channel, DateTimeOffset expired, CancellationToken cancellationToken)
    {
        var first = channel.FirstSeq ?? 1;
        var oldest = await entries.FindAsync(channel.ChannelId, first, cancellationToken);
        if (oldest is null || oldest.CreatedAt >= expired)
        {
            await channels.TryCompleteAsync(channel, oldest?.CreatedAt ?? time.GetUtcNow(), cancellationToken);
            return;
        }

        var (last, isHead) = await FindLastAsync(oldest, expired, cancellationToken);
        var firstKept = isHead ? last : last + 1;
        if (firstKept > first)
        {
            await channels.TryRaiseAsync(channel, firstKept, time.GetUtcNow(), cancellationToken);
            return;
        }

        // Only the last entry is left. Its number stays; nothing that it said does.
        await RedactAsync(channel.ChannelId, first, cancellationToken);
        await channels.TryCompleteAsync(channel, time.GetUtcNow(), cancellationToken);
    }

    /// <summary>The last expired entry: doubling steps, then halves, so that a day's worth of a busy channel costs a few reads
    /// more than that of a quiet one.</summary>
    private async Task<(long Seq, bool IsHead)> FindLastAsync(
        Entry oldest, DateTimeOffset expired, CancellationToken cancellationToken)
    {
        var (last, step) = (oldest.Seq, 1L);
        var beyond = await ReadAsync(last + step);
        while (IsExpired(beyond))
        {
            (last, step) = (last + step, step * 2);
            beyond = await ReadAsync(last + step);
        }

        // `beyond` is what stands at last + step: a young entry, or none.
        while (step > 1)
        {
            var half = step / 2;
            var middle = await ReadAsync(last + half);
            (last, step, beyond) = IsExpired(middle) ? (last + half, step - half, beyond) : (last, half, middle);
        }

        return (last, beyond is null);

        Task<Entry?> ReadAsync(long seq) => entries.FindAsync(oldest.ChannelId, seq, cancellationToken);
        bool IsExpired(Entry? entry) => entry is not null && entry.CreatedAt < expired;
    }

    private async Task RemoveAsync(DueChannel channel, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var firstKept = channel.FirstSeq!.Value;
        var first = await ReadFirstAsync(channel.ChannelId, cancellationToken);
        for (var left = MostEntries; first < firstKept; left -= MostInTransaction)
        {
            if (left <= 0 || time.GetUtcNow() >= until)
            {
                return;
            }

            var last = Math.Min(Math.Min(first + MostInTransaction, firstKept) - 1, buckets.LastOf(buckets.Of(first)));
            first = await entries.TryRemoveAsync(channel.ChannelId, first, last, cancellationToken)
                ? last + 1
                // Another run has been here.
                : await ReadFirstAsync(channel.ChannelId, cancellationToken);
        }

        var oldest = await entries.FindAsync(channel.ChannelId, firstKept, cancellationToken);
        if (oldest is not null)
        {
            await channels.TryCompleteAsync(channel, oldest.CreatedAt, cancellationToken);
        }
    }

    private async Task<long> ReadFirstAsync(string channelId, CancellationToken cancellationToken)
    {
        var found = await entries.ReadSelectedAsync(
            channelId, EntrySelection.All, 0, long.MaxValue, newestFirst: false, limit: 1, cancellationToken);
        return found[0].Seq;
    }

    private async Task RedactAsync(string channelId, long seq, CancellationToken cancellationToken)
    {
        while ((await entries.FindManyAsync(channelId, [seq], cancellationToken)) is [var stored]
            && (stored.Entry.IsLiveMessage || Folding.IsToRedact(stored.Entry))
            && !await entries.TryPatchAsync(stored, Folding.Redact(stored.Entry), cancellationToken))
        {
            // Somebody reacted meanwhile: again, from what it is now.
        }
    }
}
