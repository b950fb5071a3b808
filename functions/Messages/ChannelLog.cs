using System.Net;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Messages;

/// <summary>Appends to a channel's log: no counter, no lock, one write. An entry's number is its document's id, so creating
/// <c>head + 1</c> succeeds for exactly one of all who try, and any proof that the head exists makes the log gapless.</summary>
public sealed class ChannelLog(Entries entries, Heads heads, Buckets buckets, TimeProvider time, Random random)
{
    private const int MostTries = 10;
    private const int JitterMs = 20;

    /// <summary>Appends the draft, or finds the entry that an earlier try of it has made.</summary>
    /// <param name="permission">The check that the sender may write. An unknown head is read meanwhile; nothing is written
    /// before it has succeeded.</param>
    public async Task<Entry> AppendAsync(Draft draft, Task permission, CancellationToken cancellationToken)
    {
        var reading = heads.Peek(draft.ChannelId) is null ? ReadHeadAsync(draft, cancellationToken) : null;
        await permission;
        var read = reading is null ? null : await reading;
        var slot = heads.For(draft.ChannelId);
        return await slot.TakeTurnAsync(() => AppendInTurnAsync(slot, read, draft, cancellationToken), cancellationToken);
    }

    private async Task<Entry> AppendInTurnAsync(
        Heads.Slot slot, Head? read, Draft draft, CancellationToken cancellationToken)
    {
        try
        {
            slot.Head ??= read ?? await ReadHeadAsync(draft, cancellationToken);
            for (var attempt = 1; attempt <= MostTries; attempt++)
            {
                if (await TryAppendAsync(slot, slot.Head, draft, cancellationToken) is { } entry)
                {
                    return entry;
                }

                // Another instance is writing here too: not in step with it.
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(JitterMs)), time, cancellationToken);
            }
        }
        catch (Exception error) when (error is not CosmosException { StatusCode: HttpStatusCode.TooManyRequests })
        {
            // The outcome is unknown, so the head is.
            slot.Head = null;
            throw;
        }

        throw Heads.Slot.Overloaded();
    }

    /// <returns>The entry, new or found; null when the number was another's, and then the slot has the new head.</returns>
    private async Task<Entry?> TryAppendAsync(Heads.Slot slot, Head head, Draft draft, CancellationToken cancellationToken)
    {
        if (await FindInFullBucketsAsync(head, draft, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        var entry = Entry.Following(head, draft, time.GetUtcNow());
        if (await entries.TryCreateAsync(entry, cancellationToken))
        {
            slot.Head = Head.At(entry);
            return entry;
        }

        var tail = await entries.ReadTailAsync(draft, head.Seq, cancellationToken);
        if (tail is [var newest, ..] && newest.Seq > head.Seq)
        {
            slot.Head = new Head(newest.Seq, newest.Counts);
        }

        return tail.Find(old => old.SenderId == draft.SenderId && old.ClientId == draft.ClientId) is { } own
            ? await entries.FindAsync(draft.ChannelId, own.Seq, cancellationToken)
            : null;
    }

    /// <summary>The database keeps (sender, client id) unique within a bucket. The buckets between the one the sender knew
    /// and the one to be written are full, so asking them is final; normally there are none.</summary>
    private async Task<Entry?> FindInFullBucketsAsync(Head head, Draft draft, CancellationToken cancellationToken)
    {
        var lastFull = buckets.Of(head.Seq + 1) * buckets.Size;
        return draft.After < lastFull
            ? await entries.FindSentAsync(draft, draft.After + 1, lastFull, cancellationToken)
            : null;
    }

    /// <summary>What the sender knew is most often still the head, and proves that far at the cost of a point read.</summary>
    private async Task<Head> ReadHeadAsync(Draft draft, CancellationToken cancellationToken)
    {
        var known = draft.After > 0 ? await entries.FindAsync(draft.ChannelId, draft.After, cancellationToken) : null;
        known ??= (await entries.ReadLastAsync(draft.ChannelId, 1, cancellationToken)).FirstOrDefault();
        return known is null ? Head.Empty : Head.At(known);
    }
}
