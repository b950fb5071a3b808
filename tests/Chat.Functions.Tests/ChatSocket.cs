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
    private readonly Channel<JsonObject> _presences = Channel.CreateUnbounded<JsonObject>();
    private readonly Channel<JsonObject> _published = Channel.CreateUnbounded<JsonObject>();
    private readonly Channel<JsonObject> _acks = Channel.CreateUnbounded<JsonObject>();
    private readonly Dictionary<string, JsonObject> _known = [];
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

    /// <summary>Sends a user event; returns when the service has acknowledged it, and says whether as done.</summary>
    public async Task<bool> AskEventAsync(string name, string data)
    {
        await SendEventAsync(name, data);
        return await AckAsync(_ackId);
    }

    /// <summary>Publishes to a group past the functions, and not back to this connection.</summary>
    /// <returns>Whether the service lets it.</returns>
    public async Task<bool> PublishAsync(string group, string data)
    {
        await SendAsync(
            $$"""{"type":"sendToGroup","group":"{{group}}","ackId":{{++_ackId}},"noEcho":true,"dataType":"json","data":{{data}}}""");
        return await AckAsync(_ackId);
    }

    /// <summary>Says to a channel that somebody is typing.</summary>
    public Task<bool> TypeAsync(string channelId) =>
        PublishAsync("t:" + channelId, $$"""{"type":"typing","channelId":"{{channelId}}"}""");

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

    /// <summary>The next presence that is new, as a frame of its own, or the next answer to <c>watch</c>.</summary>
    public Task<JsonObject> NextPresenceAsync() => NextAsync(_presences, _ => true);

    /// <summary>The next frame that another client has published, whole; none is passed over.</summary>
    public Task<JsonObject> NextPublishedAsync() => NextAsync(_published, _ => true);

    /// <summary>Cuts the connection, as a lost network does.</summary>
    public void Drop() => _socket.Abort();

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

    private async Task<bool> AckAsync(int ackId) =>
        (await NextAsync(_acks, ack => ack["ackId"]!.GetValue<int>() == ackId))["success"]!.GetValue<bool>();

    private Task SendAsync(string frame) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task ReadAsync()
    {
        try
        {
            while (await ReceiveAsync(_socket) is { } frame)
            {
                switch (frame["type"]!.GetValue<string>())
                {
                    case "message" when frame["fromUserId"] is not null:
                        _published.Writer.TryWrite(frame);
                        break;
                    case "message":
                        Sort(frame, frame["data"]!.AsObject());
                        break;
                    case "ack":
                        _acks.Writer.TryWrite(frame);
                        break;
                }
            }
        }
        catch (Exception end) when (end is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The end of the socket, whoever ended it.
        }

        foreach (var frames in (Channel<JsonObject>[])[_answers, _entries, _presences, _published, _acks])
        {
            frames.Writer.Complete();
        }
    }

    /// <summary>Entries come from their group; what carries a sender of the service's own is none, and has been put aside.</summary>
    private void Sort(JsonObject frame, JsonObject data)
    {
        switch (data["type"]?.GetValue<string>())
        {
            case "presence" when data["channelId"] is null:
                TakePresences(data["users"]!.AsArray());
                return;
            case "presence":
                _presences.Writer.TryWrite(data);
                return;
            case not "entries":
                _answers.Writer.TryWrite(data);
                return;
        }

        Assert.Equal("group", frame["from"]!.GetValue<string>());
        foreach (var entry in data["entries"]!.AsArray())
        {
            Assert.Equal(data["channelId"]!.GetValue<string>(), entry!["channelId"]!.GetValue<string>());
            _entries.Writer.TryWrite(entry.AsObject());
        }
    }

    /// <summary>Each by itself, as receivers take them: what is told is told at least once, and what is older may come later.</summary>
    private void TakePresences(JsonArray told)
    {
        foreach (var presence in told.Select(user => user!.DeepClone().AsObject()))
        {
            var userId = (string)presence["userId"]!;
            if (!_known.TryGetValue(userId, out var known)
                || ((long)presence["generation"]! >= (long)known["generation"]! && !JsonNode.DeepEquals(presence, known)))
            {
                _known[userId] = presence;
                _presences.Writer.TryWrite(new JsonObject { ["type"] = "presence", ["users"] = new JsonArray(presence.DeepClone()) });
            }
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
