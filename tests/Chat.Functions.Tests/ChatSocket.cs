using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Chat.Functions.Tests;

/// <summary>A client of Web PubSub in its plain JSON protocol, bare enough that a test sees each frame.</summary>
public sealed class ChatSocket : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket;
    private readonly Channel<JsonObject> _answers = Channel.CreateUnbounded<JsonObject>();
    private readonly Channel<JsonObject> _entries = Channel.CreateUnbounded<JsonObject>();
    private readonly Task _reading;
    private int _ackId;

    private ChatSocket(ClientWebSocket socket, string connectionId)
    {
        (_socket, ConnectionId) = (socket, connectionId);
        _reading = ReadAsync();
    }

    public string ConnectionId { get; }

    public bool IsOpen => _socket.State == WebSocketState.Open;

    public static async Task<ChatSocket> OpenAsync(Uri url)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("json.webpubsub.azure.v1");
        await socket.ConnectAsync(url, CancellationToken.None);
        var connected = await ReceiveAsync(socket)
            ?? throw new InvalidOperationException("The socket closed before it was connected.");
        return new ChatSocket(socket, connected["connectionId"]!.GetValue<string>());
    }

    /// <summary>Sends a user event; <paramref name="data"/> is JSON text, put into the frame as it is.</summary>
    public Task SendEventAsync(string name, string data, string dataType = "json") =>
        SendAsync($$"""{"type":"event","event":"{{name}}","ackId":{{++_ackId}},"dataType":"{{dataType}}","data":{{data}}}""");

    /// <summary>Sends a message and gives its answer: a <c>sent</c> or an <c>error</c> frame.</summary>
    public async Task<JsonObject> SendMessageAsync(string channelId, string text, string? clientId = null, long after = 0)
    {
        return await SendAsync("message", channelId, new JsonObject { ["after"] = after, ["text"] = text }, clientId);
    }

    /// <summary>Sends a change of an entry and gives its answer.</summary>
    public Task<JsonObject> ChangeAsync(
        string kind, string channelId, long target, string? text = null, string? reaction = null, string? clientId = null)
    {
        var members = new JsonObject { ["after"] = target, ["target"] = target };
        if (text is not null)
        {
            members["text"] = text;
        }

        if (reaction is not null)
        {
            members["reaction"] = reaction;
        }

        return SendAsync(kind, channelId, members, clientId);
    }

    /// <summary>Sends any event of a channel and gives its answer.</summary>
    public async Task<JsonObject> SendAsync(string kind, string channelId, JsonObject members, string? clientId = null)
    {
        clientId ??= Guid.NewGuid().ToString("N");
        members["channelId"] = channelId;
        members["clientId"] = clientId;
        await SendEventAsync(kind, members.ToJsonString());
        return await NextAsync(frame => frame["clientId"]?.GetValue<string>() == clientId);
    }

    /// <summary>The next frame, other than an entry, that fits; what comes before it is passed over.</summary>
    public Task<JsonObject> NextAsync(Func<JsonObject, bool> fits) => NextAsync(_answers, fits);

    public Task<JsonObject> NextAsync(string type) => NextAsync(frame => frame["type"]!.GetValue<string>() == type);

    /// <summary>The next live entry; none is passed over.</summary>
    public Task<JsonObject> NextEntryAsync() => NextAsync(_entries, _ => true);

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
    }

    private static async Task<JsonObject> NextAsync(Channel<JsonObject> frames, Func<JsonObject, bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var frame in frames.Reader.ReadAllAsync(patience.Token))
        {
            if (fits(frame))
            {
                return frame;
            }
        }

        throw new InvalidOperationException("The socket closed.");
    }

    private Task SendAsync(string frame) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task ReadAsync()
    {
        try
        {
            while (await ReceiveAsync(_socket) is { } frame)
            {
                if (frame["type"]!.GetValue<string>() == "message")
                {
                    Sort(frame, frame["data"]!.AsObject());
                }
            }
        }
        catch (Exception end) when (end is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The end of the socket, whoever ended it.
        }

        _answers.Writer.Complete();
        _entries.Writer.Complete();
    }

    /// <summary>Entries come from their group and carry no sender of the service's own.</summary>
    private void Sort(JsonObject frame, JsonObject data)
    {
        if (data["type"]?.GetValue<string>() != "entries")
        {
            _answers.Writer.TryWrite(data);
            return;
        }

        Assert.Equal("group", frame["from"]!.GetValue<string>());
        Assert.Null(frame["fromUserId"]);
        foreach (var entry in data["entries"]!.AsArray())
        {
            Assert.Equal(data["channelId"]!.GetValue<string>(), entry!["channelId"]!.GetValue<string>());
            _entries.Writer.TryWrite(entry.AsObject());
        }
    }

    private static async Task<JsonObject?> ReceiveAsync(WebSocket socket)
    {
        using var frame = new MemoryStream();
        var buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult result;
        do
        {
            result = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            frame.Write(buffer, 0, result.Count);
        }
        while (!result.EndOfMessage);

        return result.MessageType == WebSocketMessageType.Close
            ? null
            : JsonNode.Parse(frame.ToArray())!.AsObject();
    }
}
