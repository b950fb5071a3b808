namespace Chat.Local.WebPubSub.Hubs;

/// <summary>The ack ids a connection has used, over all its sockets, so that nothing is processed twice.</summary>
internal sealed class AckHistory
{
    /// <summary>The oldest ids are forgotten beyond this; a client repeats only its latest ones.</summary>
    private const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly HashSet<ulong> _taken = [];
    private readonly Queue<ulong> _order = new();

    /// <summary>False when the id is in progress or was processed. Requests without an id are always new.</summary>
    public bool TryBegin(ulong? ackId)
    {
        if (ackId is not { } id)
        {
            return true;
        }

        lock (_gate)
        {
            if (!_taken.Add(id))
            {
                return false;
            }

            _order.Enqueue(id);
            if (_order.Count > Capacity)
            {
                _taken.Remove(_order.Dequeue());
            }

            return true;
        }
    }

    /// <summary>A request that failed may be repeated under the same id.</summary>
    public void Forget(ulong? ackId)
    {
        lock (_gate)
        {
            if (ackId is { } id)
            {
                _taken.Remove(id);
            }
        }
    }
}
