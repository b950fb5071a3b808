using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Chat.Local.WebPubSub.Hubs;

namespace Chat.Local.WebPubSub.Clients;

/// <summary>What waits to be written to one socket, in order, by one loop.</summary>
/// <param name="abort">Cuts the socket's TCP connection.</param>
internal sealed class Outbox(WebSocket socket, TimeProvider time, Action abort) : IDisposable
{
    private const int MaxFrames = 10_000;
    private const int MaxBytes = 32 * 1024 * 1024;
    private const int MaxCloseReasonBytes = 123;
    private static readonly TimeSpan CloseGrace = TimeSpan.FromSeconds(5);

    private readonly Channel<OutboundFrame> _frames = Channel.CreateBounded<OutboundFrame>(
        new BoundedChannelOptions(MaxFrames) { SingleReader = true });

    private readonly Lock _gate = new();
    private CloseFrame? _close;
    private volatile bool _isClosing;
    private ITimer? _grace;
    private long _queuedBytes;

    /// <summary>A close frame was queued or the socket was cut: what the client still sends no longer counts.</summary>
    public bool IsClosing => _isClosing;

    /// <summary>False when the client reads too slowly for what it is sent.</summary>
    public bool TrySend(OutboundFrame frame)
    {
        var fits = Interlocked.Add(ref _queuedBytes, frame.Bytes.Length) <= MaxBytes && _frames.Writer.TryWrite(frame);

        // A closing socket takes nothing more, which is no fault of its client.
        return fits || IsClosing;
    }

    /// <summary>Closes after what is queued. A client that does not take the close in time is cut off.</summary>
    public void Close(WebSocketCloseStatus status, string? reason = null)
    {
        lock (_gate)
        {
            if (_close is not null)
            {
                return;
            }

            _close = new CloseFrame(status, Shorten(reason));
            _grace = time.CreateTimer(_ => abort(), null, CloseGrace, Timeout.InfiniteTimeSpan);
        }

        Complete();
    }

    public void Abort()
    {
        Complete();
        abort();
    }

    public async Task RunAsync()
    {
        try
        {
            await foreach (var frame in _frames.Reader.ReadAllAsync())
            {
                Interlocked.Add(ref _queuedBytes, -frame.Bytes.Length);
                if (frame.ExpiresAt is not { } end || time.GetUtcNow() < end)
                {
                    await WriteAsync(frame);
                }
            }

            if (_close is { } close)
            {
                await socket.CloseOutputAsync(close.Status, close.Reason, CancellationToken.None);
            }
        }
        catch (Exception error)
            when (error
                    is WebSocketException
                        or OperationCanceledException
                        or ObjectDisposedException
                        or IOException
                        or InvalidOperationException)
        {
            Abort();
        }
    }

    public void Dispose() => _grace?.Dispose();

    private void Complete()
    {
        // The mark comes first: a frame that the completed queue refuses must not count as too much for the client.
        _isClosing = true;
        _frames.Writer.TryComplete();
    }

    private async Task WriteAsync(OutboundFrame frame)
    {
        if (frame.SequenceId is not { } sequenceId)
        {
            await socket.SendAsync(frame.Bytes, WebSocketMessageType.Text, true, CancellationToken.None);
            return;
        }

        // The shared frame starts with '{': this receiver's number takes that place.
        var prefix = $"{{\"sequenceId\":{sequenceId},";
        var buffer = ArrayPool<byte>.Shared.Rent(prefix.Length + frame.Bytes.Length);
        var length = Encoding.ASCII.GetBytes(prefix, buffer);
        frame.Bytes.AsSpan(1).CopyTo(buffer.AsSpan(length));
        var whole = buffer.AsMemory(0, length + frame.Bytes.Length - 1);
        await socket.SendAsync(whole, WebSocketMessageType.Text, true, CancellationToken.None);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static string? Shorten(string? reason)
    {
        while (reason is not null && Encoding.UTF8.GetByteCount(reason) > MaxCloseReasonBytes)
        {
            reason = reason[..^1];
        }

        return reason;
    }

    private sealed record CloseFrame(WebSocketCloseStatus Status, string? Reason);
}
