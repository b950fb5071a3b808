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
            var name = NameAt(ref reader);
            reader.Read();
            var (kind, start) = (reader.TokenType, (int)reader.TokenStartIndex);
            reader.Skip();
            members.Add(new JsonMember(name, kind, body[start..(int)reader.BytesConsumed]));
        }

        // Nothing may follow the object.
        reader.Read();
        return members;
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

    private static string? NameAt(ref Utf8JsonReader reader)
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
