using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Chat.Local.WebPubSub.Frames;

/// <summary>Encodes the frames a client receives. Each is encoded once, however many receive it.</summary>
internal static class ServerFrame
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Pong { get; } = Encode("pong", static _ => { });

    public static byte[] Connected(string? userId, string connectionId, string? reconnectionToken) =>
        Encode(
            "system",
            json =>
            {
                json.WriteString("event"u8, "connected"u8);
                WriteOptional(json, "userId", userId);
                json.WriteString("connectionId"u8, connectionId);
                WriteOptional(json, "reconnectionToken", reconnectionToken);
            });

    public static byte[] Disconnected(string message) =>
        Encode(
            "system",
            json =>
            {
                json.WriteString("event"u8, "disconnected"u8);
                json.WriteString("message"u8, message);
            });

    public static byte[] Ack(ulong ackId, AckError? error = null) =>
        Encode(
            "ack",
            json =>
            {
                json.WriteNumber("ackId"u8, ackId);
                json.WriteBoolean("success"u8, error is null);
                WriteError(json, error);
            });

    public static byte[] GroupMessage(string group, string? fromUserId, Payload payload) =>
        Encode(
            "message",
            json =>
            {
                json.WriteString("from"u8, "group"u8);
                json.WriteString("group"u8, group);
                WriteOptional(json, "fromUserId", fromUserId);
                payload.WriteTo(json);
            });

    public static byte[] ServerMessage(Payload payload) =>
        Encode(
            "message",
            json =>
            {
                json.WriteString("from"u8, "server"u8);
                payload.WriteTo(json);
            });

    public static byte[] InvokeRefused(string invocationId) =>
        Encode(
            "invokeResponse",
            json =>
            {
                json.WriteString("invocationId"u8, invocationId);
                json.WriteBoolean("success"u8, false);
                WriteError(json, new AckError("NotImplemented", "Invocations are not supported by this emulator."));
            });

    public static byte[] StreamRefused(string streamId) =>
        Encode(
            "streamClosed",
            json =>
            {
                json.WriteString("streamId"u8, streamId);
                WriteError(json, new AckError("NotImplemented", "Streams are not supported by this emulator."));
            });

    private static byte[] Encode(string type, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, type);
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteError(Utf8JsonWriter json, AckError? error)
    {
        if (error is not null)
        {
            json.WriteStartObject("error"u8);
            json.WriteString("name"u8, error.Name);
            json.WriteString("message"u8, error.Message);
            json.WriteEndObject();
        }
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
