using System.Net.WebSockets;
using Chat.Local.WebPubSub.Frames;
using Chat.Local.WebPubSub.Hubs;

namespace Chat.Local.WebPubSub.Clients;

/// <summary>One socket of a connection, from open to close.</summary>
/// <param name="connection">Null when the socket was accepted only to be closed with a reason.</param>
internal sealed class ClientSession(ClientConnection? connection, WebSocket socket, Outbox outbox, TimeProvider time)
{
    private readonly FrameReader _reader = new(socket);

    public async Task RunAsync(CancellationToken aborted)
    {
        var writing = outbox.RunAsync();
        Incoming.Closed? closed = null;
        try
        {
            closed = await ReadAllAsync(aborted);
            outbox.Close(closed.Status);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException)
        {
            outbox.Abort();
        }

        connection?.Link.Detach(outbox, closed);
        await writing;
    }

    private async Task<Incoming.Closed> ReadAllAsync(CancellationToken aborted)
    {
        while (true)
        {
            var incoming = await _reader.ReadAsync(aborted);
            if (incoming is Incoming.Closed closed)
            {
                return closed;
            }

            // After a close frame was sent the client's own is awaited; anything else is void.
            if (connection is not null && !outbox.IsClosing)
            {
                Take(connection, incoming);
            }
        }
    }

    private void Take(ClientConnection connection, Incoming incoming)
    {
        try
        {
            switch (incoming)
            {
                case Incoming.Text text:
                    ClientRequests.Handle(connection, ClientFrameReader.Read(text.Utf8), time);
                    break;
                case Incoming.Binary:
                    outbox.Close(WebSocketCloseStatus.InvalidMessageType, "This subprotocol has text frames only.");
                    break;
                case Incoming.TooLarge:
                    outbox.Close(
                        WebSocketCloseStatus.MessageTooBig,
                        $"A frame has at most {Limits.MaxMessageBytes} bytes.");
                    break;
            }
        }
        catch (MalformedFrameException error)
        {
            outbox.Close(WebSocketCloseStatus.InvalidPayloadData, error.Message);
        }
    }
}
