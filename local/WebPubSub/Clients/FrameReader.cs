using System.Net.WebSockets;

namespace Chat.Local.WebPubSub.Clients;

/// <summary>Reads whole messages from a socket, up to the service's limit.</summary>
internal sealed class FrameReader(WebSocket socket)
{
    private readonly byte[] _chunk = new byte[8192];

    /// <exception cref="WebSocketException">The socket is gone.</exception>
    public async Task<Incoming> ReadAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        while (true)
        {
            var received = await socket.ReceiveAsync(_chunk.AsMemory(), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                // A close without a code (1005) reads as 1000 without a reason in .NET: the two cannot be told apart.
                var status = socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure;
                var isBare =
                    status == WebSocketCloseStatus.NormalClosure && string.IsNullOrEmpty(socket.CloseStatusDescription);
                return new Incoming.Closed(status, isBare);
            }

            if (message.Length + received.Count > Limits.MaxMessageBytes)
            {
                return new Incoming.TooLarge();
            }

            message.Write(_chunk, 0, received.Count);
            if (received.EndOfMessage)
            {
                return received.MessageType == WebSocketMessageType.Text
                    ? new Incoming.Text(message.ToArray())
                    : new Incoming.Binary();
            }
        }
    }
}

internal abstract record Incoming
{
    private Incoming() { }

    public sealed record Text(byte[] Utf8) : Incoming;

    public sealed record Binary : Incoming;

    /// <summary>The rest of the message is still to come and is read as further messages.</summary>
    public sealed record TooLarge : Incoming;

    /// <param name="IsBare">1000 without a reason, or no code at all.</param>
    public sealed record Closed(WebSocketCloseStatus Status, bool IsBare) : Incoming;
}
