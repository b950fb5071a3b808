namespace Chat.Local.WebPubSub.Hubs;

/// <summary>What a reliable client was sent and has not acknowledged, numbered from 1.</summary>
internal sealed class ReliableBuffer
{
    public const int MaxMessages = 1000;
    public const int MaxBytes = 16 * 1024 * 1024;

    private readonly Queue<OutboundFrame> _unacknowledged = new();
    private long _bytes;
    private ulong _lastSequenceId;

    public IEnumerable<OutboundFrame> Unacknowledged => _unacknowledged;

    /// <summary>Numbers and keeps a message; null when the buffer is full.</summary>
    public OutboundFrame? Add(OutboundMessage message)
    {
        if (_unacknowledged.Count == MaxMessages || _bytes + message.Frame.Length > MaxBytes)
        {
            return null;
        }

        var frame = new OutboundFrame(message.Frame, ++_lastSequenceId, message.ExpiresAt);
        _unacknowledged.Enqueue(frame);
        _bytes += message.Frame.Length;
        return frame;
    }

    /// <summary>Forgets everything up to a number.</summary>
    public void Acknowledge(ulong sequenceId)
    {
        while (_unacknowledged.TryPeek(out var oldest) && oldest.SequenceId <= sequenceId)
        {
            _bytes -= _unacknowledged.Dequeue().Bytes.Length;
        }
    }
}
