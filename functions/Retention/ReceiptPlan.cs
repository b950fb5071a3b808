using Chat.Functions.Messages;

namespace Chat.Functions.Retention;

/// <summary>Finds what an erasure is to redact next in a channel: the user's entries in turn, each part of them together with the
/// changes that others made to the messages in it.</summary>
public sealed class ReceiptPlan(Entries entries)
{
    private const int Own = 100;
    private const int ChangesOfOwn = 200;

    public async Task<ReceiptPage> NextAsync(Erasure erasure, ErasurePlace place, CancellationToken cancellationToken)
    {
        var own = new List<Entry>();
        var (messages, after) = (place.Messages, place.After);
        if (messages is null)
        {
            own = await ReadOwnAsync(erasure.UserId, place, cancellationToken);
            messages = [.. own.Where(entry => entry.Kind == EntryKind.Message).Select(entry => entry.Seq)];
            after = own.Count < Own ? place.EraseSeq : own[^1].Seq;
        }

        var changes = await ReadChangesAsync(place, messages, cancellationToken);
        var seqs = own.FindAll(entry => IsErased(entry, isOfErased: false))
            .Concat(changes.Where(change => IsErased(change, isOfErased: true)))
            .Select(entry => entry.Seq);
        return new ReceiptPage(
            erasure.ErasureId, erasure.Pages + 1, [.. seqs.Distinct().Order()], place, Next(place, after, messages, changes));

        bool IsErased(Entry entry, bool isOfErased) =>
            !ReferenceEquals(Erasing.Erase(entry, erasure.UserId, place.EraseSeq, isOfErased), entry);
    }

    private static ErasurePlace? Next(
        ErasurePlace place, long after, IReadOnlyList<long> messages, List<Entry> changes)
    {
        if (changes.Count == ChangesOfOwn)
        {
            return place with { After = after, Messages = messages, ChangesAfter = changes[^1].Seq };
        }

        return after < place.EraseSeq ? new ErasurePlace(place.ChannelId, place.EraseSeq, after) : null;
    }

    private Task<List<Entry>> ReadOwnAsync(string userId, ErasurePlace place, CancellationToken cancellationToken) =>
        ReadAsync(place, new EntrySelection("c.senderId = @sender", [("@sender", userId)]), place.After, Own, cancellationToken);

    private async Task<List<Entry>> ReadChangesAsync(
        ErasurePlace place, IReadOnlyList<long> messages, CancellationToken cancellationToken)
    {
        if (messages is [])
        {
            return [];
        }

        var targets = messages.Select((seq, i) => (Name: $"@target{i}", Value: (object)seq)).ToList();
        var changes = new EntrySelection($"c.target IN ({string.Join(", ", targets.Select(target => target.Name))})", targets);
        return await ReadAsync(place, changes, place.ChangesAfter, ChangesOfOwn, cancellationToken);
    }

    private Task<List<Entry>> ReadAsync(
        ErasurePlace place, EntrySelection selection, long after, int limit, CancellationToken cancellationToken) =>
        entries.ReadSelectedAsync(
            place.ChannelId, selection, after, place.EraseSeq, newestFirst: false, limit, cancellationToken);
}
