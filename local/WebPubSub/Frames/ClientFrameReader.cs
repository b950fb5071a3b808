using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Chat.Local.WebPubSub.Frames;

/// <summary>Parses the frames of <c>json.webpubsub.azure.v1</c> and <c>json.reliable.webpubsub.azure.v1</c>.</summary>
internal static class ClientFrameReader
{
    /// <summary>The service documents a limit of bytes and none of depth. This one, far above the parser's own, is for the
    /// emulator's sake: parsing takes time with the square of the depth.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1_000 };

    /// <exception cref="MalformedFrameException">Not JSON, no known type, or a property of the wrong kind.</exception>
    public static ClientFrame Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Deep);
            return Read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new MalformedFrameException("The frame is not JSON of this protocol.", error);
        }
    }

    private static ClientFrame Read(JsonElement frame) =>
        Text(frame, "type") switch
        {
            "joinGroup" => WithGroup(frame, static (group, ackId, _) => new ClientFrame.JoinGroup(group, ackId)),
            "leaveGroup" => WithGroup(frame, static (group, ackId, _) => new ClientFrame.LeaveGroup(group, ackId)),
            "sendToGroup" when frame.TryGetProperty("stream", out var stream) => new ClientFrame.Stream(
                Text(stream, "streamId")),
            "sendToGroup" => WithGroup(frame, SendToGroup),
            "event" => UserEvent(frame),
            "sequenceAck" => new ClientFrame.SequenceAck(frame.GetProperty("sequenceId").GetUInt64()),
            "ping" => new ClientFrame.Ping(),
            "invoke" => new ClientFrame.Invoke(Text(frame, "invocationId")),
            "cancelInvocation" => new ClientFrame.CancelInvocation(),
            "streamData" or "streamEnd" => new ClientFrame.Stream(Text(frame, "streamId")),
            "setGroupState" or "subscribeGroupState" or "unsubscribeGroupState" => new ClientFrame.Invalid(
                "Group state is not supported by this emulator.",
                AckId(frame)),
            var type => throw new MalformedFrameException($"Unknown frame type '{type}'."),
        };

    private static ClientFrame WithGroup(JsonElement frame, Func<string, ulong?, JsonElement, ClientFrame> read)
    {
        var group = Text(frame, "group");
        return Names.IsGroup(group)
            ? read(group, AckId(frame), frame)
            : new ClientFrame.Invalid(
                $"A group name has 1 to {Names.MaxGroupLength} characters, not all blank.",
                AckId(frame));
    }

    private static ClientFrame SendToGroup(string group, ulong? ackId, JsonElement frame)
    {
        var ttlSeconds = frame.TryGetProperty("ttlSeconds", out var value) ? value.GetInt32() : 0;
        if (ttlSeconds is < 0 or > Limits.MaxTimeToLiveSeconds)
        {
            return new ClientFrame.Invalid($"ttlSeconds must be 0 to {Limits.MaxTimeToLiveSeconds}.", ackId);
        }

        var noEcho = frame.TryGetProperty("noEcho", out var echo) && echo.GetBoolean();
        TimeSpan? timeToLive = ttlSeconds == 0 ? null : TimeSpan.FromSeconds(ttlSeconds);
        return WithPayload(
            frame,
            ackId,
            payload => new ClientFrame.SendToGroup(group, noEcho, payload, timeToLive, ackId));
    }

    private static ClientFrame UserEvent(JsonElement frame)
    {
        var (name, ackId) = (Text(frame, "event"), AckId(frame));
        return Names.IsEvent(name)
            ? WithPayload(frame, ackId, payload => new ClientFrame.UserEvent(name, payload, ackId))
            : new ClientFrame.Invalid(
                "An event name is a letter, then letters, digits, '_', '.' or '-', up to 128.",
                ackId);
    }

    private static ClientFrame WithPayload(JsonElement frame, ulong? ackId, Func<Payload, ClientFrame> read)
    {
        if (frame.TryGetProperty("metadata", out _))
        {
            return new ClientFrame.Invalid("Message metadata is not supported by this emulator.", ackId);
        }

        if (!frame.TryGetProperty("data", out var data))
        {
            return new ClientFrame.Invalid("The frame has no data.", ackId);
        }

        var dataType = frame.TryGetProperty("dataType", out var type) ? type.GetString() : "json";
        return PayloadOf(dataType, data) is { } payload
            ? read(payload)
            : new ClientFrame.Invalid(
                $"The data is not of the data type '{dataType}': use json, text or binary.",
                ackId);
    }

    private static Payload? PayloadOf(string? dataType, JsonElement data) =>
        dataType switch
        {
            "json" => new Payload(DataType.Json, JsonMarshal.GetRawUtf8Value(data).ToArray()),
            "text" when data.ValueKind == JsonValueKind.String => new Payload(
                DataType.Text,
                Encoding.UTF8.GetBytes(data.GetString()!)),
            "binary" when data.ValueKind == JsonValueKind.String && data.TryGetBytesFromBase64(out var bytes) =>
                new Payload(DataType.Binary, bytes),
            _ => null,
        };

    private static ulong? AckId(JsonElement frame) =>
        frame.TryGetProperty("ackId", out var ackId) && ackId.ValueKind != JsonValueKind.Null
            ? ackId.GetUInt64()
            : null;

    private static string Text(JsonElement frame, string property) =>
        frame.TryGetProperty(property, out var value) && value.GetString() is { } text
            ? text
            : throw new MalformedFrameException($"The frame has no '{property}'.");
}
