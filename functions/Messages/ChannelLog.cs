using System.Net;
using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Messages;

/// <summary>What came of one try to append.</summary>
/// <param name="Appended">Durable now, or found to be from before; still to be delivered.</param>
/// <param name="IsContended">Another instance was faster.</param>
public sealed record Round(IReadOnlyList<Appended> Appended, bool IsContended = false)
{
    public static Round Nothing { get; } = new([]);
}

/// <summary>Appends to a channel's log: no counter, no lock, one transaction for all that has gathered. An entry's number is
/// its document's id, so creating <c>head + 1</c> succeeds for exactly one of all who try, and any proof that the head exists
/// makes the log gapless.</summary>
public sealed class ChannelLog(Entries entries, Buckets buckets, IOptions<ChatLimits> limits, TimeProvider time)
{
    /// <summary>Reads the head for one send. What its sender knew is most often still the head, and proves that far at the cost
    /// of a point read.</summary>
    public async Task<Head> ReadHeadAsync(Draft draft, CancellationToken cancellationToken)
    {
        var known = draft.After > 0 ? await entries.FindAsync(draft.ChannelId, draft.After, cancellationToken) : null;
        return known is null || MayBeBelowRemoved(known)
            ? await ReadLastAsync(draft.ChannelId, cancellationToken)
            : Head.At(known);
    }

    /// <summary>One try to append what it can of <paramref name="open"/>, which loses what has got its outcome: it failed, or is
    /// among what was appended.</summary>
    public async Task<Round> AppendAsync(KnownHead known, List<Send> open, CancellationToken cancellationToken)
    {
        try
        {
            var head = known.Value ??= TakeRead(open) ?? await ReadHeadAsync(open[0].Draft, cancellationToken);
            if (head.Closed || open.Exists(send => send.Draft.Named > head.Seq))
            {
                // What it refuses is refused for good, so what is only known to have been the head is not enough.
                head = known.Value = await ReadLastAsync(open[0].Draft.ChannelId, cancellationToken);
            }

            var earlier = await TakeFoundInFullBucketsAsync(head, open, cancellationToken);
            return earlier.Count > 0 ? new Round(earlier) : await AppendAsync(known, head, open, cancellationToken);
        }
        catch (Exception error)
        {
            if (error is not CosmosException { StatusCode: HttpStatusCode.TooManyRequests })
            {
                // The outcome is unknown, so the head is.
                known.Value = null;
            }

            open.ForEach(send => send.Fail(error));
            open.Clear();
            return Round.Nothing;
        }
    }

    private async Task<Round> AppendAsync(KnownHead known, Head head, List<Send> open, CancellationToken cancellationToken)
    {
        var targets = await ReadTargetsAsync(open, cancellationToken);
        var batch = new EntryBatchBuilder(head, targets, buckets, limits.Value, time.GetUtcNow()).Build(open);
        if (batch.Refused.Count > 0)
        {
            return new Round(await TakeRefusedAsync(head, open, batch.Refused, cancellationToken));
        }

        switch (await entries.TryStoreAsync(batch, cancellationToken))
        {
            case null:
                known.Value = Head.At(batch.Last);
                open.RemoveRange(0, batch.Appended.Count);
                ChatTelemetry.Appended(batch.Appended.Count);
                return new Round(batch.Appended);
            case { Status: HttpStatusCode.Conflict }:
                ChatTelemetry.Conflict();
                return await ResolveConflictAsync(known, head, open, cancellationToken);
            case { Status: HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound } changed when changed.Index >= batch.Appended.Count:
                // A message has changed since it was read: the next round reads it again.
                return new Round([], IsContended: true);
            case { } failed:
                var culprit = Culprit(batch, failed.Index);
                open.Remove(culprit);
                culprit.Fail(new CosmosException("The entry was refused.", failed.Status, 0, "", 0));
                return Round.Nothing;
        }
    }

    /// <summary>The highest head that was read for these sends; once, since it may be out of date by the next time.</summary>
    private static Head? TakeRead(List<Send> open)
    {
        var head = open.MaxBy(send => send.Read?.Seq ?? -1)!.Read;
        open.ForEach(send => send.Read = null);
        return head;
    }

    /// <summary>The send whose operation failed: its entry, or the last of the changes of a message that could not be changed.</summary>
    private static Send Culprit(EntryBatch batch, int index) => index < batch.Appended.Count
        ? batch.Appended[index].Send
        : batch.Appended.Last(one => one.Entry.Target == batch.Folded[index - batch.Appended.Count].After.Seq).Send;

    private async Task<Head> ReadLastAsync(string channelId, CancellationToken cancellationToken) =>
        await entries.ReadLastAsync(channelId, 1, cancellationToken) is [var last] ? Head.At(last) : Head.Empty;

    /// <summary>Retention removes from below, and nothing young: what follows an old entry may have been there and be gone.</summary>
    private bool MayBeBelowRemoved(Entry known) =>
        limits.Value.RetentionDays is { } days && time.GetUtcNow() - known.CreatedAt > TimeSpan.FromDays(days) / 2;

    /// <summary>The database keeps (sender, client id) unique within a bucket. The buckets between the one the sender knew
    /// and the one to be written are full, so asking them is final; normally there are none.</summary>
    private async Task<List<Appended>> TakeFoundInFullBucketsAsync(
        Head head, List<Send> open, CancellationToken cancellationToken)
    {
        var lastFull = buckets.Of(head.Seq + 1) * buckets.Size;
        var unasked = open.FindAll(send => send.AskedUpTo < lastFull);
        if (unasked.Count == 0)
        {
            return [];
        }

        var first = unasked.Min(send => send.AskedUpTo) + 1;
        var found = await entries.FindSentAsync([.. unasked.Select(send => send.Draft)], first, lastFull, cancellationToken);
        unasked.ForEach(send => send.AskedUpTo = lastFull);
        return Take(open, found);
    }

    /// <summary>What is refused now may have been stored by an earlier try, and then it is no refusal.</summary>
    private async Task<List<Appended>> TakeRefusedAsync(
        Head head, List<Send> open, IReadOnlyList<Refused> refused, CancellationToken cancellationToken)
    {
        var first = refused.Min(one => Math.Min(one.Send.Draft.After, head.Seq)) + 1;
        var drafts = refused.Select(one => one.Send.Draft).ToList();
        // Wherever: this instance may not know yet how far the log has come.
        var taken = Take(open, await entries.FindSentAsync(drafts, first, JsonInput.MaxSafeInteger, cancellationToken));
        foreach (var (send, reason) in refused.Where(one => open.Remove(one.Send)))
        {
            send.Fail(reason);
        }

        return taken;
    }

    private async Task<Round> ResolveConflictAsync(
        KnownHead known, Head head, List<Send> open, CancellationToken cancellationToken)
    {
        var channelId = open[0].Draft.ChannelId;
        List<Draft> drafts = [.. open.Select(send => send.Draft)];
        var tail = await entries.ReadTailAsync(channelId, head.Seq, drafts, cancellationToken);
        var own = await FindOwnAsync(drafts, tail, cancellationToken);
        var isMoved = tail is [var newest, ..] && newest.Seq > head.Seq;
        // Neither another's nor our own: then the head was none.
        known.Value = isMoved ? new Head(tail[0].Seq, tail[0].Counts, tail[0].Closed) : own.Count > 0 ? head : null;
        return new Round(Take(open, own), IsContended: isMoved || own.Count == 0);
    }

    private async Task<List<Entry>> FindOwnAsync(List<Draft> drafts, List<TailEntry> tail, CancellationToken cancellationToken)
    {
        if (tail.Count == Entries.TailEntries)
        {
            // Cut off: what the same sends made before may be below.
            return await entries.FindSentAsync(
                drafts, drafts.Min(draft => draft.After) + 1, JsonInput.MaxSafeInteger, cancellationToken);
        }

        var keys = drafts.Select(draft => draft.Key).ToHashSet();
        var own = tail.FindAll(entry => keys.Contains(entry.Key)).ConvertAll(entry => entry.Seq);
        var found = await entries.FindManyAsync(drafts[0].ChannelId, own, cancellationToken);
        return found.ConvertAll(stored => stored.Entry);
    }

    private async Task<IReadOnlyDictionary<long, StoredEntry>> ReadTargetsAsync(
        List<Send> open, CancellationToken cancellationToken)
    {
        var targets = open.Select(send => send.Draft.Entry.Target).OfType<long>().ToHashSet();
        var found = await entries.FindManyAsync(open[0].Draft.ChannelId, targets, cancellationToken);
        return found.ToDictionary(stored => stored.Entry.Seq);
    }

    /// <summary>Those of the sends whose entries are in the log already. A client that has used an id for two messages, in two
    /// buckets, gets the first: it must not fail those who are appended with it.</summary>
    private static List<Appended> Take(List<Send> open, List<Entry> found)
    {
        var bySend = found.OrderBy(entry => entry.Seq).DistinctBy(entry => entry.Key).ToDictionary(entry => entry.Key);
        var taken = open.FindAll(send => bySend.ContainsKey(send.Draft.Key));
        open.RemoveAll(send => bySend.ContainsKey(send.Draft.Key));
        return taken.ConvertAll(send => new Appended(send, bySend[send.Draft.Key], EntryJson.Encode(bySend[send.Draft.Key])));
    }
}
