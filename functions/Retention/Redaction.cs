using Chat.Functions.Messages;

namespace Chat.Functions.Retention;

/// <summary>Redacts what a page of a receipt lists, in place. Whatever else happens to these entries meanwhile: each is changed
/// only from what it is.</summary>
public sealed class Redaction(Entries entries, Settling settling)
{
    private const int AtOnce = 8;

    public async Task RedactAsync(string userId, ReceiptPage page, CancellationToken cancellationToken)
    {
        var (channelId, eraseSeq) = (page.Place.ChannelId, page.Place.EraseSeq);
        var stored = await entries.FindManyAsync(channelId, page.Seqs, cancellationToken);
        // The messages first: an entry that says nothing any more would not be found again by an erasure that comes after this one.
        var reactions = stored.Where(one => one.Entry.Kind == EntryKind.React && one.Entry.SenderId == userId);
        await AllAsync(
            reactions.Select(one => one.Entry).GroupBy(entry => entry.Target!.Value).Select(group => group.MaxBy(entry => entry.Seq)!),
            last => TakeOutAsync(userId, eraseSeq, last, cancellationToken),
            cancellationToken);

        await AllAsync(stored, one => ChangeAsync(
            one,
            entry => Task.FromResult(Erasing.Erase(entry, userId, eraseSeq, isOfErased: true)),
            cancellationToken), cancellationToken);
    }

    /// <summary>Takes the user out of the reactions to somebody's message.</summary>
    private async Task TakeOutAsync(string userId, long eraseSeq, Entry reaction, CancellationToken cancellationToken)
    {
        // One that is still on its way into a message of another bucket would otherwise arrive afterwards.
        await settling.FoldAsync([reaction], cancellationToken);
        if (await entries.FindManyAsync(reaction.ChannelId, [reaction.Target!.Value], cancellationToken) is [var message])
        {
            await ChangeAsync(
                message,
                async entry => Erasing.TakeOut(entry, userId, await ReadLaterAsync(entry, userId, eraseSeq, cancellationToken)),
                cancellationToken);
        }
    }

    /// <summary>What the user changed since, as far as it is in the message: rarely anything.</summary>
    private async Task<IEnumerable<Entry>> ReadLaterAsync(
        Entry message, string userId, long eraseSeq, CancellationToken cancellationToken)
    {
        if (message.Rev <= eraseSeq)
        {
            return [];
        }

        var changes = await entries.ReadChangesAsync(
            message.ChannelId, message.Seq, eraseSeq, message.Rev, int.MaxValue, cancellationToken);
        return changes.Select(change => change.Entry).Where(change => change.SenderId == userId);
    }

    private async Task ChangeAsync(StoredEntry stored, Func<Entry, Task<Entry>> change, CancellationToken cancellationToken)
    {
        while (await change(stored.Entry) is var changed && !ReferenceEquals(changed, stored.Entry)
            && !await entries.TryPatchAsync(stored, changed, cancellationToken))
        {
            if (await entries.FindManyAsync(changed.ChannelId, [changed.Seq], cancellationToken) is not [var again])
            {
                // Retention has removed it.
                return;
            }

            stored = again;
        }
    }

    private static Task AllAsync<T>(IEnumerable<T> all, Func<T, Task> work, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            all,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (one, _) => await work(one));
}
