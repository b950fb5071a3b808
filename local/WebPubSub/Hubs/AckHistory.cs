namespace Chat.Local.WebPubSub.Hubs;

/// <summary>The ack ids a connection has used, over all its sockets, so that nothing is processed twice.</summary>
internal sealed class AckHistory
{
    /// <summary>The oldest ids are forgotten beyond this; a client repeats only its latest ones.</summary>
    public const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, LinkedListNode<ulong>> _taken = [];
    private readonly LinkedList<ulong> _order = new();

    /// <summary>False when the id is in progress or was processed. Requests without an id are always new.</summary>
    public bool TryBegin(ulong? ackId)
    {
        if (ackId is not { } id)
        {
            return true;
        }

        lock (_gate)
        {
            if (_taken.ContainsKey(id))
            {
                return false;
            }

            _taken[id] = _order.AddLast(id);
            if (_order.Count > Capacity)
            {
                Remove(_order.First!);
            }

            return true;
        }
    }

    /// <summary>A request that failed may be repeated under the same id.</summary>
    public void Forget(ulong? ackId)
    {
        lock (_gate)
        {
            if (ackId is { } id && _taken.TryGetValue(id, out var taken))
            {
                Remove(taken);
            }
        }
    }

    // From both at once: an id left in the order would later push out the same id's own repetition.
    private void Remove(LinkedListNode<ulong> taken)
    {
        _taken.Remove(taken.Value);
        _order.Remove(taken);
    }
}
