using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Chat.Local.Cosmos;

/// <summary>JSON in UTF-8, the one form in which documents are stored and sent.</summary>
internal static class Json
{
    // Documents keep their characters; nothing here is ever put into HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonElement True { get; } = JsonElement.Parse("true");

    public static JsonElement False { get; } = JsonElement.Parse("false");

    public static JsonElement Null { get; } = JsonElement.Parse("null");

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static JsonElement Element(Action<Utf8JsonWriter> write) => JsonElement.Parse(Write(write));

    public static JsonElement Of(bool value) => value ? True : False;

    public static JsonElement Of(string value) => Element(writer => writer.WriteStringValue(value));

    /// <summary>A number that is not finite has no JSON form and is undefined.</summary>
    public static JsonElement Of(double value)
    {
        if (!double.IsFinite(value))
        {
            return default;
        }

        // Whole numbers are written without an exponent or fraction, as the service does.
        return Math.Abs(value) < 1e15 && value == Math.Floor(value)
            ? Element(writer => writer.WriteNumberValue((long)value))
            : Element(writer => writer.WriteNumberValue(value));
    }

    public static string AsText(this byte[] json) => Encoding.UTF8.GetString(json);

    /// <summary>Parses a request body, refusing what is not JSON.</summary>
    public static JsonElement ParseBody(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonElement.Parse(body.Span);
        }
        catch (JsonException error)
        {
            throw CosmosError.BadRequest($"The request body is not valid JSON: {error.Message}");
        }
    }
}
