using Chat.Functions.Messages;

namespace Chat.Functions.Tests.Retention;

/// <summary>What somebody who followed a channel from its first entry holds of it: each entry as it was sent, and the rules.</summary>
internal sealed class Replay
{
    private readonly SortedDictionary<long, Entry> _log = [];

    /// <summary>Each number is given once: again only to the same send.</summary>
    public void Apply(Entry entry)
    {
        if (_log.TryGetValue(entry.Seq, out var known))
        {
            Assert.Equal((known.SenderId, known.ClientId), (entry.SenderId, entry.ClientId));
            return;
        }

        Assert.DoesNotContain(_log.Values, other => (other.SenderId, other.ClientId) == (entry.SenderId, entry.ClientId));
        _log.Add(entry.Seq, entry);
    }

    /// <summary>All entries, with what the later ones did to them.</summary>
    public SortedDictionary<long, Entry> State()
    {
        var state = new SortedDictionary<long, Entry>();
        foreach (var entry in _log.Values)
        {
            state[entry.Seq] = entry;
            if (entry.Kind == EntryKind.Erase)
            {
                Erase(state, entry);
            }
            else if (entry.Target is { } target && state.TryGetValue(target, out var message))
            {
                state[target] = Folding.Fold(message, entry);
                if (entry.Kind == EntryKind.Delete && message.IsLiveMessage)
                {
                    RedactChangesOf(state, [target]);
                }
            }
        }

        return state;
    }

    private static void Erase(SortedDictionary<long, Entry> state, Entry erase)
    {
        var userId = erase.UserId!;
        var messages = state.Values.Where(entry => entry.SenderId == userId && entry.Kind == EntryKind.Message)
            .Select(entry => entry.Seq).ToHashSet();
        foreach (var entry in state.Values.ToList())
        {
            state[entry.Seq] = Erasing.Erase(
                entry, userId, erase.Seq, isOfErased: entry.Target is { } target && messages.Contains(target));
        }
    }

    private static void RedactChangesOf(SortedDictionary<long, Entry> state, HashSet<long> messages)
    {
        foreach (var change in state.Values.Where(
            entry => Folding.IsToRedact(entry) && entry.Target is { } target && messages.Contains(target)).ToList())
        {
            state[change.Seq] = Folding.Redact(change);
        }
    }
}
