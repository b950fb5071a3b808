using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Chat.Local.Tests.WebPubSub;

/// <summary>A client that shows every frame as it is on the wire.</summary>
internal sealed class TestClient(ClientWebSocket socket) : IDisposable
{
    public string ConnectionId { get; private set; } = "";

    public string? ReconnectionToken { get; private set; }

    public string? Subprotocol => socket.SubProtocol;

    public JsonElement Greeting { get; private set; }

    public async Task<TestClient> GreetedAsync()
    {
        Greeting = await ReceiveAsync();
        Assert.Equal("connected", Greeting.GetProperty("event").GetString());
        ConnectionId = Greeting.GetProperty("connectionId").GetString()!;
        ReconnectionToken = Greeting.TryGetProperty("reconnectionToken", out var token) ? token.GetString() : null;
        return this;
    }

    public Task SendAsync(string frame) => SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text);

    public async Task SendAsync(byte[] bytes, WebSocketMessageType type)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        await socket.SendAsync(bytes, type, true, limit.Token);
    }

    /// <summary>Sends a request and gives its ack; any frame in front of it fails the test.</summary>
    public async Task<JsonElement> AskAsync(string frame)
    {
        await SendAsync(frame);
        var ack = await ReceiveAsync();
        Assert.Equal("ack", ack.GetProperty("type").GetString());
        return ack;
    }

    public async Task<JsonElement> ReceiveAsync()
    {
        var (bytes, status) = await ReadAsync();
        return status is null
            ? JsonDocument.Parse(bytes).RootElement
            : throw new InvalidOperationException($"Closed with {status} instead of a frame.");
    }

    /// <summary>Sends on a socket that may be gone.</summary>
    public async Task TrySendAsync(string frame)
    {
        try
        {
            await SendAsync(frame);
        }
        catch (Exception gone) when (gone is WebSocketException or IOException)
        {
        }
    }

    /// <summary>Frames until the socket is cut or enough are there.</summary>
    public async IAsyncEnumerable<JsonElement> UntilDroppedAsync(Func<bool> enough)
    {
        while (!enough())
        {
            JsonElement frame;
            try
            {
                frame = await ReceiveAsync();
            }
            catch (WebSocketException)
            {
                yield break;
            }

            yield return frame;
        }
    }

    /// <summary>Proves that nothing is waiting: the answer to a ping is the next frame.</summary>
    public async Task ExpectNothingAsync()
    {
        await SendAsync("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", (await ReceiveAsync()).GetRawText());
    }

    /// <summary>Reads on until the server's close frame, answers it, and gives its code.</summary>
    public async Task<int> ClosedAsync()
    {
        while (true)
        {
            var (_, status) = await ReadAsync();
            if (status is not null)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                return (int)status;
            }
        }
    }

    public string? CloseReason => socket.CloseStatusDescription;

    /// <summary>Waits for the TCP connection to be cut without a close frame.</summary>
    public async Task DroppedAsync() => await Assert.ThrowsAsync<WebSocketException>(async () => await ReadAsync());

    public async Task CloseAsync(int status, string? reason = "bye")
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        await socket.CloseAsync((WebSocketCloseStatus)status, reason, limit.Token);
    }

    public void Dispose() => socket.Dispose();

    private async Task<(byte[] Bytes, WebSocketCloseStatus? Status)> ReadAsync()
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        using var message = new MemoryStream();
        var chunk = new byte[64 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(chunk, limit.Token);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return ([], socket.CloseStatus ?? WebSocketCloseStatus.Empty);
            }

            message.Write(chunk, 0, received.Count);
            if (received.EndOfMessage)
            {
                return (message.ToArray(), null);
            }
        }
    }
}
