using Chat.Functions.Platform;

namespace Chat.Functions.Messages;

/// <summary>Numbers sends, in their order, after <paramref name="head"/>: as many as fit into one transaction.</summary>
/// <param name="targets">The messages that changes among them name, as they were read.</param>
public sealed class EntryBatchBuilder(
    Head head, IReadOnlyDictionary<long, StoredEntry> targets, Buckets buckets, ChatLimits limits, DateTimeOffset now)
{
    // The database's limits for one transaction are 100 operations and 2 MB; what is broadcast together must stay below 1 MB.
    private const int MostOperations = 100;
    private const int MostBytes = 900_000;

    private readonly List<Appended> _appended = [];
    private readonly Dictionary<long, Folded> _folded = [];
    private readonly List<Refused> _refused = [];
    private readonly bool _wasClosed = head.Closed;
    private readonly long _lastSeq = head.Seq;
    private Head _head = head;
    private int _bytes;

    public EntryBatch Build(IReadOnlyList<Send> sends)
    {
        foreach (var send in sends)
        {
            if (!TryAdd(send))
            {
                break;
            }
        }

        return new EntryBatch(_appended, [.. _folded.Values], _refused);
    }

    /// <returns>Whether the next one may be added too.</returns>
    private bool TryAdd(Send send)
    {
        if (_head.Closed && !send.Draft.IsOfSystem)
        {
            return Refuse(send, ChatException.Conflict("channelId", "The channel is archived."), isFinal: _wasClosed);
        }

        if (send.Draft.Named > _lastSeq)
        {
            var field = send.Draft.Entry.ReplyTo > _lastSeq ? "replyTo" : "thread";
            return Refuse(send, ChatException.Invalid(field, $"{field} is above the channel's last entry."), isFinal: true);
        }

        var stored = send.Draft.Entry.Target is { } seq ? targets.GetValueOrDefault(seq) : null;
        var target = stored is null ? null : _folded.GetValueOrDefault(stored.Entry.Seq)?.After ?? stored.Entry;
        if (send.Draft.Entry.Target is not null && Changes.Refusal(send.Draft, target, send.Moderates, now, limits) is { } reason)
        {
            return Refuse(send, reason, isFinal: target == stored?.Entry);
        }

        return TryAppend(send, stored, target);
    }

    /// <param name="isFinal">If not, it is refused only for what stands before it here and is not stored yet: it is looked at
    /// again afterwards.</param>
    /// <returns>Whether the next one may be added.</returns>
    private bool Refuse(Send send, ChatException reason, bool isFinal)
    {
        if (isFinal)
        {
            _refused.Add(new Refused(send, reason));
        }

        return isFinal;
    }

    private bool TryAppend(Send send, StoredEntry? stored, Entry? target)
    {
        var entry = send.Draft.Following(_head, now);
        var json = EntryJson.Encode(entry);
        // A message in another bucket cannot be part of this transaction: Settling folds it afterwards. One that has a change
        // above this number proves that the number is taken, and the transaction will fail.
        var folds = target is not null && buckets.Of(target.Seq) == buckets.Of(entry.Seq) && target.Rev < entry.Seq;
        var folded = folds ? Folding.Fold(target!, entry) : null;
        // A patch writes what the change says, and all reactions there are.
        var patched = folded is null ? 0 : json.Length + (_folded.ContainsKey(folded.Seq) ? 0 : Reactions.Bytes(folded.Reactions));
        var bytes = _bytes + json.Length + patched;
        var operations = _appended.Count + 1 + _folded.Count + (folds && !_folded.ContainsKey(target!.Seq) ? 1 : 0);
        if (_appended.Count > 0 && (bytes > MostBytes || operations > MostOperations
            || buckets.Of(entry.Seq) != buckets.Of(_appended[0].Entry.Seq)))
        {
            return false;
        }

        if (folded is not null)
        {
            _folded[folded.Seq] = new Folded(stored!, folded);
        }

        _appended.Add(new Appended(send, entry, json));
        (_head, _bytes) = (Head.At(entry), bytes);
        return true;
    }
}
