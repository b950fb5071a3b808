using System.Text;
using System.Text.Json;

namespace Chat.Local.WebPubSub.Frames;

internal enum DataType
{
    Json,
    Text,
    Binary,
}

/// <summary>A message's content: UTF-8 text, UTF-8 JSON or bytes.</summary>
internal readonly record struct Payload(DataType Type, ReadOnlyMemory<byte> Bytes)
{
    public string ContentType =>
        Type switch
        {
            DataType.Json => "application/json",
            DataType.Text => "text/plain",
            _ => "application/octet-stream",
        };

    /// <summary>Reads an HTTP body; null when its media type is none of the three.</summary>
    /// <exception cref="JsonException">The body says it is JSON and is not.</exception>
    public static Payload? FromContent(string? contentType, ReadOnlyMemory<byte> body)
    {
        DataType? type = contentType?.Split(';')[0].Trim().ToLowerInvariant() switch
        {
            "application/json" => DataType.Json,
            "text/plain" => DataType.Text,
            "application/octet-stream" => DataType.Binary,
            _ => null,
        };
        if (type == DataType.Json)
        {
            using var _ = JsonDocument.Parse(body);
        }

        return type is { } known ? new Payload(known, body) : null;
    }

    /// <summary>Writes the <c>dataType</c> and <c>data</c> properties of a frame.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        switch (Type)
        {
            case DataType.Json:
                json.WriteString("dataType"u8, "json"u8);
                json.WritePropertyName("data"u8);
                json.WriteRawValue(Bytes.Span, skipInputValidation: true);
                break;
            case DataType.Text:
                json.WriteString("dataType"u8, "text"u8);
                json.WriteString("data"u8, Encoding.UTF8.GetString(Bytes.Span));
                break;
            default:
                json.WriteString("dataType"u8, "binary"u8);
                json.WriteBase64String("data"u8, Bytes.Span);
                break;
        }
    }
}
