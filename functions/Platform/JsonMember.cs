using System.Text.Json;

namespace Chat.Functions.Platform;

/// <summary>A member of an object somebody sent, looked into only when it is asked for.</summary>
/// <param name="Name">Null when it is no text.</param>
/// <param name="Json">Its value, as it was written.</param>
internal sealed record JsonMember(string? Name, JsonTokenType Kind, ReadOnlyMemory<byte> Json)
{
    /// <summary>However deep: refusing what is too deep here would not say which send it was. A reader's time grows with the length
    /// alone; a document's with its square where it is deep, so none is made of the whole.</summary>
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    private static readonly JsonDocumentOptions KeptDepth = new() { MaxDepth = ChatLimits.ObjectLevels };

    /// <exception cref="JsonException">This is no JSON.</exception>
    /// <returns>Null when it is JSON and no object.</returns>
    public static List<JsonMember>? ReadAll(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span, AnyDepth);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var members = new List<JsonMember>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = TextAt(ref reader);
            reader.Read();
            var (kind, start) = (reader.TokenType, (int)reader.TokenStartIndex);
            reader.Skip();
            members.Add(new JsonMember(name, kind, body[start..(int)reader.BytesConsumed]));
        }

        // Nothing may follow the object.
        reader.Read();
        return members;
    }

    /// <summary>Null for what is no text, or none that could be stored and read back: half of a surrogate pair, or bytes that are
    /// no UTF-8.</summary>
    public string? Text()
    {
        var reader = Begin();
        return reader.TokenType == JsonTokenType.String ? TextAt(ref reader) : null;
    }

    /// <summary>A whole number, however it is written: 4, 4.0 and 4e0 are one number in JSON. Null for what is none.</summary>
    public long? WholeNumber()
    {
        var reader = Begin();
        if (reader.TokenType != JsonTokenType.Number)
        {
            return null;
        }

        if (reader.TryGetInt64(out var number))
        {
            return number;
        }

        var real = reader.GetDouble();
        return Math.Abs(real) <= JsonInput.MaxSafeInteger && double.IsInteger(real) ? (long)real : null;
    }

    /// <summary>Null when it is nested deeper than anything here may be.</summary>
    public JsonElement? Value()
    {
        try
        {
            using var document = JsonDocument.Parse(Json, KeptDepth);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The items of an array, as they were written.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Items()
    {
        var reader = Begin();
        var items = new List<ReadOnlyMemory<byte>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            items.Add(Json[start..(int)reader.BytesConsumed]);
        }

        return items;
    }

    private Utf8JsonReader Begin()
    {
        var reader = new Utf8JsonReader(Json.Span, AnyDepth);
        reader.Read();
        return reader;
    }

    private static string? TextAt(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
