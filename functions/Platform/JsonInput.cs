using System.Buffers;
using System.Text.Json;

namespace Chat.Functions.Platform;

/// <summary>A JSON object somebody sent. Each look at a member either gives a good value or names the member at fault.</summary>
public sealed class JsonInput
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>2^53 - 1: beyond it JavaScript no longer counts in ones.</summary>
    public const long MaxSafeInteger = (1L << 53) - 1;

    private const int ChunkBytes = 16 * 1024;

    private readonly JsonElement _object;
    private readonly List<string> _names;

    private JsonInput(JsonElement element)
    {
        _object = element;
        _names = [.. element.EnumerateObject().Select(member => member.Name)];
    }

    public static async Task<JsonInput> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await ReadBodyAsync(request, cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new JsonInput(document.RootElement.Clone())
                : throw ChatException.Invalid("body", "The body must be a JSON object.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter for a member's name that is no text: half of a surrogate pair, or no UTF-8.
            throw ChatException.Invalid("body", "The body is not valid JSON.");
        }
    }

    /// <summary>Refuses members that are not among <paramref name="names"/>: a misspelt option must not be ignored.</summary>
    public void Only(params ReadOnlySpan<string> names)
    {
        foreach (var name in _names)
        {
            if (!names.Contains(name))
            {
                throw ChatException.Invalid(ChatError.Quote(name), "This member is not known here.");
            }
        }
    }

    public string Text(string name) =>
        _object.TryGetProperty(name, out var value) && TryText(value) is { } text
            ? text
            : throw ChatException.Invalid(name, $"{name} must be given, as a text.");

    /// <summary>The text if there is one, for correlating an answer to input that may be bad.</summary>
    public string? TextOrNull(string name) =>
        _object.TryGetProperty(name, out var value) ? TryText(value) : null;

    public long WholeNumber(string name) =>
        _object.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out var number) && number is >= 0 and <= MaxSafeInteger
            ? number
            : throw ChatException.Invalid(name, $"{name} must be given, as a whole number from 0.");

    public bool Flag(string name) =>
        _object.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw ChatException.Invalid(name, $"{name} must be true or false.");

    /// <summary>A text in one line with something to see, trimmed.</summary>
    public string Line(string name, int mostCharacters)
    {
        var line = Text(name).Trim();
        if (Writing.IsBlank(line) || Writing.HasControls(line))
        {
            throw ChatException.Invalid(name, $"{name} must have something to see, in one line.");
        }

        return line.Length <= mostCharacters
            ? line
            : throw ChatException.TooLarge(name, $"{name} is over {mostCharacters} characters.");
    }

    /// <summary>The same, or null when it is not given, or is null: then what it names is to be no more.</summary>
    public string? LineOrNull(string name, int mostCharacters) => HasValue(name) ? Line(name, mostCharacters) : null;

    /// <summary>Whether something is given, other than null.</summary>
    public bool HasValue(string name) => _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public bool Has(string name) => _object.TryGetProperty(name, out _);

    /// <summary>An object that is kept as it is, if there is one.</summary>
    /// <param name="mostBytes">Its limit, as compact JSON.</param>
    public JsonElement? ObjectOrNull(string name, int mostBytes)
    {
        if (!_object.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object || !CanBeKept(value))
        {
            throw ChatException.Invalid(name, $"{name} must be an object of valid texts and finite numbers.");
        }

        return JsonSerializer.SerializeToUtf8Bytes(value, ChatJson.Options).Length <= mostBytes
            ? value
            : throw ChatException.TooLarge(name, $"{name} is over {mostBytes} bytes.");
    }

    public IReadOnlyList<string> Texts(string name)
    {
        if (!_object.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Array)
        {
            throw ChatException.Invalid(name, $"{name} must be given, as an array of texts.");
        }

        return [.. value.EnumerateArray().Select(item =>
            TryText(item) ?? throw ChatException.Invalid(name, $"{name} must hold texts only."))];
    }

    /// <summary>The objects of an array, each read by itself: what is wrong in one is named with its place, as <c>name[3].member</c>.</summary>
    public IReadOnlyList<T> Objects<T>(string name, int most, Func<JsonInput, T> read)
    {
        if (!_object.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Array)
        {
            throw ChatException.Invalid(name, $"{name} must be given, as an array of objects.");
        }

        if (value.GetArrayLength() > most)
        {
            throw ChatException.TooLarge(name, $"{name} has over {most} items.");
        }

        return [.. value.EnumerateArray().Select((item, i) => At($"{name}[{i}]", item, read))];
    }

    private static T At<T>(string place, JsonElement item, Func<JsonInput, T> read)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            throw ChatException.Invalid(place, $"{place} must be an object.");
        }

        try
        {
            return read(new JsonInput(item));
        }
        catch (ChatException error) when (error.Error.Field is { } field)
        {
            throw new ChatException(error.Error with { Field = $"{place}.{field}" });
        }
    }

    /// <summary>Whether the database gives back what it is given: it keeps numbers as doubles, and no broken texts. (Broken names
    /// have not come through the parser.)</summary>
    private static bool CanBeKept(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => TryText(value) is not null,
        JsonValueKind.Number => double.IsFinite(value.GetDouble()),
        JsonValueKind.Array => value.EnumerateArray().All(CanBeKept),
        JsonValueKind.Object => value.EnumerateObject().All(member => CanBeKept(member.Value)),
        _ => true,
    };

    private static string? TryText(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8: not a text that could be stored and read back.
            return null;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(chunk.AsMemory(0, ChunkBytes), cancellationToken)) > 0)
            {
                if (body.Length + read > ChatLimits.BodyBytes)
                {
                    throw ChatException.TooLarge("body", $"The body is over {ChatLimits.BodyBytes} bytes.");
                }

                body.Write(chunk, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
