using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Chat.Local.Cosmos.Keys;

/// <summary>A JSON value as bytes whose order is the order of the query language: undefined, null, booleans, numbers,
/// strings, arrays, objects. SQLite indexes these bytes, so its comparisons are exactly the service's.</summary>
internal static class SortKey
{
    public const byte Undefined = 1;
    public const byte Null = 2;
    public const byte False = 3;
    public const byte True = 4;
    public const byte Number = 5;
    public const byte String = 6;
    public const byte Array = 7;
    public const byte Object = 8;

    public static byte[] Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => [Undefined],
        JsonValueKind.Null => [Null],
        JsonValueKind.False => [False],
        JsonValueKind.True => [True],
        JsonValueKind.Number => OfNumber(value.GetDouble()),
        JsonValueKind.String => OfText(value.GetString()!),
        JsonValueKind.Array => [Array, .. Encoding.UTF8.GetBytes(value.GetRawText())],
        _ => [Object, .. Encoding.UTF8.GetBytes(value.GetRawText())],
    };

    public static byte[] OfText(string text)
    {
        var key = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        key[0] = String;
        Encoding.UTF8.GetBytes(text, key.AsSpan(1));
        return key;
    }

    /// <summary>The key of the value at a path of a document in UTF-8, without building the document.</summary>
    public static byte[] At(ReadOnlySpan<byte> document, JsonPath path)
    {
        var reader = new Utf8JsonReader(document);
        reader.Read();
        foreach (var step in path.EncodedSteps)
        {
            if (!Descend(ref reader, step))
            {
                return [Undefined];
            }
        }

        return reader.TokenType switch
        {
            JsonTokenType.Number => OfNumber(reader.GetDouble()),
            JsonTokenType.String when !reader.ValueIsEscaped => [String, .. reader.ValueSpan],
            _ => Of(JsonElement.ParseValue(ref reader)),
        };
    }

    private static bool Descend(ref Utf8JsonReader reader, byte[] step)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(step);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static byte[] OfNumber(double number)
    {
        // Adding zero turns -0.0 into 0.0. Flipping the sign bit (or, below zero, all bits) makes byte order number
        // order.
        var bits = BitConverter.DoubleToInt64Bits(number + 0.0);
        var key = new byte[9];
        key[0] = Number;
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(1), bits < 0 ? ~bits : bits ^ long.MinValue);
        return key;
    }
}
