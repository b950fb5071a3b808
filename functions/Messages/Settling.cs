using System.Collections.Concurrent;

namespace Chat.Functions.Messages;

/// <summary>Completes changes beyond the transaction they were appended in: a message in another bucket, and the content of what
/// named a message that is gone. Repeatable at any time and in any order: it goes by what is stored, and the number of the last
/// change folded in says what is still missing.</summary>
public sealed class Settling(Entries entries, Buckets buckets)
{
    private const int AtOnce = 8;

    /// <summary>Changes read, or rewritten, in one request.</summary>
    private const int Page = 100;

    /// <summary>Folds changes of one channel into messages of other buckets.</summary>
    /// <returns>Those that came too late, after a deletion, as they stand now: redacted. By their numbers.</returns>
    public async Task<IReadOnlyDictionary<long, Entry>> FoldAsync(IEnumerable<Entry> changes, CancellationToken cancellationToken)
    {
        var late = new ConcurrentDictionary<long, Entry>();
        var elsewhere = changes.Where(change => change.Target is { } target && buckets.Of(target) != buckets.Of(change.Seq));
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(elsewhere.GroupBy(change => change.Target!.Value), parallel, async (ofOne, token) =>
        {
            if (await FoldUpToAsync(ofOne.MaxBy(change => change.Seq)!, token) is { Redacted: true })
            {
                foreach (var redacted in await RedactAsync(ofOne.Where(Folding.IsToRedact).ToList(), token))
                {
                    late[redacted.Seq] = redacted;
                }
            }
        });
        return late;
    }

    /// <summary>Takes the content out of what named the message that <paramref name="deletion"/> deleted.</summary>
    /// <param name="mostPages">When to leave the rest to somebody who has more time.</param>
    public async Task SweepAsync(Entry deletion, int mostPages, CancellationToken cancellationToken)
    {
        var (channelId, target) = (deletion.ChannelId, deletion.Target!.Value);
        for (var (above, pages) = (target, 0); pages < mostPages;)
        {
            var page = await entries.ReadChangesAsync(channelId, target, above, long.MaxValue, Page, cancellationToken);
            if (!await TryRedactAsync(page, cancellationToken))
            {
                // Somebody else is at it: from what is left.
                continue;
            }

            if (page.Count < Page)
            {
                return;
            }

            (above, pages) = (page[^1].Entry.Seq, pages + 1);
        }
    }

    /// <summary>Folds all that is still missing up to the change, in order: a later one may have come here first, and what comes
    /// after this one may not be there in full yet.</summary>
    /// <returns>The message the change names, or null when retention has removed it.</returns>
    private async Task<Entry?> FoldUpToAsync(Entry change, CancellationToken cancellationToken)
    {
        while ((await entries.FindManyAsync(change.ChannelId, [change.Target!.Value], cancellationToken)) is [var stored])
        {
            var message = stored.Entry;
            if (!message.IsLiveMessage || message.Rev >= change.Seq)
            {
                return message;
            }

            var changes = await entries.ReadChangesAsync(
                change.ChannelId, message.Seq, message.Rev, change.Seq, Page, cancellationToken);
            var folded = changes.Aggregate(message, (state, next) => Folding.Fold(state, next.Entry));
            if (ReferenceEquals(folded, message))
            {
                // The change has been removed meanwhile.
                return message;
            }

            await entries.TryPatchAsync(stored, folded, cancellationToken);
        }

        return null;
    }

    private async Task<IEnumerable<Entry>> RedactAsync(List<Entry> changes, CancellationToken cancellationToken)
    {
        var seqs = changes.Select(change => change.Seq).ToList();
        while (seqs.Count > 0
            && !await TryRedactAsync(await entries.FindManyAsync(changes[0].ChannelId, seqs, cancellationToken), cancellationToken))
        {
            // Somebody else is at it.
        }

        return changes.Select(Folding.Redact);
    }

    /// <returns>Whether none of them says anything any more.</returns>
    private async Task<bool> TryRedactAsync(IReadOnlyList<StoredEntry> changes, CancellationToken cancellationToken)
    {
        var isDone = true;
        foreach (var ofBucket in changes.Where(change => Folding.IsToRedact(change.Entry)).GroupBy(change => buckets.Of(change.Entry.Seq)))
        {
            var redacted = ofBucket.Select(change => new Folded(change, Folding.Redact(change.Entry))).ToList();
            isDone &= await entries.TryPatchAsync(redacted, cancellationToken);
        }

        return isDone;
    }
}
