using System.Net.WebSockets;
using Chat.Local.WebPubSub.Clients;

namespace Chat.Local.WebPubSub.Hubs;

/// <summary>The way to a client over one socket or, for a reliable client, over several in turn. Keeps the order of
/// messages and decides when the connection is over.</summary>
/// <param name="ended">Called once, with the reason, when the connection is over for good.</param>
internal sealed class Link(bool reliable, RecoveryRules rules, TimeProvider time, Action<string> ended)
    : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ReliableBuffer? _buffer = reliable ? new ReliableBuffer() : null;
    private Outbox? _outbox;
    private ITimer? _recovery;
    private int _absence;
    private bool _ended;

    /// <summary>Continues on a new socket: the old one is dropped, unacknowledged messages are sent again.</summary>
    /// <returns>False when the connection is over.</returns>
    public bool Attach(Outbox outbox)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return false;
            }

            _recovery?.Dispose();
            _recovery = null;
            // Replaced before it is cut, so that its end is not taken for the end of the present socket.
            var former = _outbox;
            _outbox = outbox;
            former?.Abort();
            foreach (var frame in _buffer?.Unacknowledged ?? [])
            {
                outbox.TrySend(frame);
            }

            return true;
        }
    }

    /// <summary>The socket is gone. Only a close by the client that is final ends a reliable connection at once;
    /// everything else leaves it the recovery window.</summary>
    /// <param name="closed">Null when it was cut.</param>
    public void Detach(Outbox outbox, Incoming.Closed? closed)
    {
        lock (_gate)
        {
            if (_ended || _outbox != outbox)
            {
                return;
            }

            _outbox = null;
            if (reliable && !rules.IsFinal(closed) && rules.Window > TimeSpan.Zero)
            {
                var absence = ++_absence;
                _recovery = time.CreateTimer(_ => Expire(absence), null, rules.Window, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        End(WebSocketCloseStatus.NormalClosure, closed is null ? "ConnectionLost" : "Normal");
    }

    /// <summary>Sends a message of the protocol's <c>message</c> kind: these are numbered and repeated.</summary>
    public void Deliver(OutboundMessage message)
    {
        lock (_gate)
        {
            if (_ended || TrySend(message))
            {
                return;
            }
        }

        End(WebSocketCloseStatus.PolicyViolation, "SlowClient");
    }

    /// <summary>Sends an answer (ack, pong): meant for the present socket only.</summary>
    public void Answer(byte[] frame)
    {
        lock (_gate)
        {
            if (_ended || _outbox?.TrySend(new OutboundFrame(frame)) != false)
            {
                return;
            }
        }

        End(WebSocketCloseStatus.PolicyViolation, "SlowClient");
    }

    public void Acknowledge(ulong sequenceId)
    {
        lock (_gate)
        {
            _buffer?.Acknowledge(sequenceId);
        }
    }

    /// <summary>Closes for good: a later recovery is refused.</summary>
    public void End(WebSocketCloseStatus status, string reason, byte[]? farewell = null)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
            _recovery?.Dispose();
            if (farewell is not null)
            {
                _outbox?.TrySend(new OutboundFrame(farewell));
            }

            _outbox?.Close(status, reason);
        }

        ended(reason);
    }

    /// <summary>Cuts the socket without a close frame.</summary>
    public void Drop()
    {
        Outbox? outbox;
        lock (_gate)
        {
            outbox = _outbox;
        }

        outbox?.Abort();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            _recovery?.Dispose();
        }
    }

    private bool TrySend(OutboundMessage message)
    {
        if (_buffer is null)
        {
            return _outbox?.TrySend(new OutboundFrame(message.Frame, null, message.ExpiresAt)) != false;
        }

        return _buffer.Add(message) is { } frame && _outbox?.TrySend(frame) != false;
    }

    private void Expire(int absence)
    {
        lock (_gate)
        {
            // The client may have come back between the timer's firing and this lock.
            if (_outbox is not null || _absence != absence)
            {
                return;
            }
        }

        End(WebSocketCloseStatus.NormalClosure, "ConnectionLost");
    }
}
