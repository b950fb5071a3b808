namespace Chat.Functions.Messages;

/// <summary>Completes a change beyond the transaction it was appended in: a message in another bucket, and the content of what
/// named a message that is gone. Repeatable at any time and in any order: it goes by what is stored, and the number of the last
/// change folded in says what is still missing.</summary>
public sealed class Settling(Entries entries, Buckets buckets)
{
    /// <returns>The change as it stands afterwards: redacted, if its message was deleted before it got its number.</returns>
    public async Task<Entry> SettleAsync(Entry change, CancellationToken cancellationToken)
    {
        var isFolded = change.Target is not { } target || buckets.Of(target) == buckets.Of(change.Seq);
        if (isFolded && change.Kind != EntryKind.Delete)
        {
            return change;
        }

        var message = await FoldAsync(change, cancellationToken);
        if (message is not { Redacted: true })
        {
            return change;
        }

        var redacted = await RedactChangesAsync(message, cancellationToken);
        return redacted.Find(entry => entry.Seq == change.Seq) ?? change;
    }

    /// <summary>Folds all that is still missing, in order: a later change may have come here first.</summary>
    /// <returns>The message the change names, or null when retention has removed it.</returns>
    private async Task<Entry?> FoldAsync(Entry change, CancellationToken cancellationToken)
    {
        while ((await entries.FindManyAsync(change.ChannelId, [change.Target!.Value], cancellationToken)) is [var stored])
        {
            if (!stored.Entry.IsLiveMessage || stored.Entry.Rev >= change.Seq)
            {
                return stored.Entry;
            }

            var changes = await entries.ReadChangesAsync(
                change.ChannelId, stored.Entry.Seq, stored.Entry.Rev, cancellationToken);
            var folded = changes.Aggregate(stored.Entry, (message, next) => Folding.Fold(message, next.Entry));
            if (await entries.TryPatchAsync(stored, folded, cancellationToken))
            {
                return folded;
            }
        }

        return null;
    }

    /// <returns>The changes of the message that have no content left.</returns>
    private async Task<List<Entry>> RedactChangesAsync(Entry message, CancellationToken cancellationToken)
    {
        var redacted = new List<Entry>();
        foreach (var change in await entries.ReadChangesAsync(message.ChannelId, message.Seq, message.Seq, cancellationToken))
        {
            var bare = Folding.IsToRedact(change.Entry) ? Folding.Redact(change.Entry) : change.Entry;
            // Nobody else changes a change but to redact it too.
            if (bare != change.Entry)
            {
                await entries.TryPatchAsync(change, bare, cancellationToken);
            }

            redacted.Add(bare);
        }

        return redacted;
    }
}
