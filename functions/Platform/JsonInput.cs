using System.Buffers;
using System.Text.Json;

namespace Chat.Functions.Platform;

/// <summary>A JSON object somebody sent. Each look at a member either gives a good value or names the member at fault.</summary>
public sealed class JsonInput
{
    /// <summary>2^53 - 1: beyond it JavaScript no longer counts in ones.</summary>
    public const long MaxSafeInteger = (1L << 53) - 1;

    private const int ChunkBytes = 16 * 1024;

    private readonly List<JsonMember> _members;

    private JsonInput(List<JsonMember> members) => _members = members;

    /// <summary>Refuses only what is no JSON object, so that a look at it can say whose input it is. <see cref="Only"/> refuses the
    /// rest of what must not be.</summary>
    public static async Task<JsonInput> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await ReadBodyAsync(request, cancellationToken);
        try
        {
            return JsonMember.ReadAll(body) is { } members
                ? new JsonInput(members)
                : throw ChatException.Invalid("body", "The body must be a JSON object.");
        }
        catch (JsonException)
        {
            throw ChatException.Invalid("body", "The body is not valid JSON.");
        }
    }

    /// <summary>Refuses members that are not among <paramref name="names"/>: a misspelt option must not be ignored. And those given
    /// twice, of which nobody could say which one is meant.</summary>
    public void Only(params ReadOnlySpan<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in _members)
        {
            var name = member.Name ?? throw ChatException.Invalid("body", "The name of a member is not valid text.");
            if (!names.Contains(name))
            {
                throw ChatException.Invalid(ChatError.Quote(name), "This member is not known here.");
            }

            if (!seen.Add(name))
            {
                throw ChatException.Invalid(name, $"{name} is given twice.");
            }
        }
    }

    public string Text(string name) =>
        TextOrNull(name) is { } text
            ? text
            : throw ChatException.Invalid(name, $"{name} must be given, as a text.");

    /// <summary>The text if there is one, for correlating an answer to input that may be bad.</summary>
    public string? TextOrNull(string name) => Find(name)?.Text();

    public long WholeNumber(string name) =>
        NumberBetween(name, 0, MaxSafeInteger) ?? throw ChatException.Invalid(name, $"{name} must be given, as a whole number from 0.");

    /// <summary>A number that is not asked for by all: null when it is not one from <paramref name="least"/> to
    /// <paramref name="most"/>, which the caller words.</summary>
    public long? NumberBetween(string name, long least, long most) =>
        Find(name)?.WholeNumber() is { } number && number >= least && number <= most ? number : null;

    public bool Flag(string name) =>
        Find(name) is { Kind: JsonTokenType.True or JsonTokenType.False } member
            ? member.Kind == JsonTokenType.True
            : throw ChatException.Invalid(name, $"{name} must be true or false.");

    /// <summary>A text in one line with something to see, trimmed.</summary>
    public string Line(string name, int mostCharacters)
    {
        var line = Text(name).Trim();
        if (Writing.IsBlank(line) || Writing.HasControls(line))
        {
            throw ChatException.Invalid(name, $"{name} must have something to see, in one line.");
        }

        if (Writing.TurnsDirection(line))
        {
            throw ChatException.Invalid(name, $"{name} must not turn the direction of writing (U+202A to U+202E, U+2066 to U+2069).");
        }

        return line.Length <= mostCharacters
            ? line
            : throw ChatException.TooLarge(name, $"{name} is over {mostCharacters} characters.");
    }

    /// <summary>The same, or null when it is not given, or is null: then what it names is to be no more.</summary>
    public string? LineOrNull(string name, int mostCharacters) => HasValue(name) ? Line(name, mostCharacters) : null;

    /// <summary>Whether something is given, other than null.</summary>
    public bool HasValue(string name) => Find(name) is { Kind: not JsonTokenType.Null };

    public bool Has(string name) => Find(name) is not null;

    /// <summary>An object that is kept as it is, if there is one.</summary>
    /// <param name="mostBytes">Its limit, as compact JSON.</param>
    public JsonElement? ObjectOrNull(string name, int mostBytes)
    {
        if (Find(name) is not { } member)
        {
            return null;
        }

        if (member.Kind != JsonTokenType.StartObject)
        {
            throw ChatException.Invalid(name, $"{name} must be an object.");
        }

        if (member.Value() is not { } value)
        {
            throw ChatException.TooLarge(name, $"{name} is over {ChatLimits.ObjectLevels} levels deep.");
        }

        if (!JsonText.CanBeKept(value))
        {
            throw ChatException.Invalid(name, $"{name} must hold valid texts and finite numbers, and no name twice.");
        }

        return JsonSerializer.SerializeToUtf8Bytes(value, ChatJson.Options).Length <= mostBytes
            ? value
            : throw ChatException.TooLarge(name, $"{name} is over {mostBytes} bytes.");
    }

    public IReadOnlyList<string> Texts(string name)
    {
        if (Find(name) is not { Kind: JsonTokenType.StartArray } member)
        {
            throw ChatException.Invalid(name, $"{name} must be given, as an array of texts.");
        }

        var items = member.Value()?.EnumerateArray() ?? throw ChatException.Invalid(name, $"{name} must hold texts only.");
        return [.. items.Select(item =>
            JsonText.Of(item) ?? throw ChatException.Invalid(name, $"{name} must hold texts only."))];
    }

    /// <summary>The objects of an array, each read by itself: what is wrong in one is named with its place, as <c>name[3].member</c>.</summary>
    public IReadOnlyList<T> Objects<T>(string name, int most, Func<JsonInput, T> read)
    {
        if (Find(name) is not { Kind: JsonTokenType.StartArray } member)
        {
            throw ChatException.Invalid(name, $"{name} must be given, as an array of objects.");
        }

        var items = member.Items();
        return items.Count <= most
            ? [.. items.Select((item, i) => At($"{name}[{i}]", item, read))]
            : throw ChatException.TooLarge(name, $"{name} has over {most} items.");
    }

    private static T At<T>(string place, ReadOnlyMemory<byte> item, Func<JsonInput, T> read)
    {
        var members = JsonMember.ReadAll(item) ?? throw ChatException.Invalid(place, $"{place} must be an object.");
        try
        {
            return read(new JsonInput(members));
        }
        catch (ChatException error) when (error.Error.Field is { } field)
        {
            throw new ChatException(error.Error with { Field = $"{place}.{field}" });
        }
    }

    /// <summary>Of several the last, as JavaScript has it.</summary>
    private JsonMember? Find(string name) => _members.FindLast(member => member.Name == name);

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            int read;
            var bytes = 0L;
            while ((read = await request.Body.ReadAsync(chunk.AsMemory(0, ChunkBytes), cancellationToken)) > 0)
            {
                bytes += read;
                if (bytes <= ChatLimits.BodyBytes)
                {
                    body.Write(chunk, 0, read);
                }
            }

            // What is too much has been read and dropped: whoever is answered while still sending may lose the answer, since the
            // connection ends with it.
            if (bytes > ChatLimits.BodyBytes)
            {
                throw ChatException.TooLarge("body", $"The body is over {ChatLimits.BodyBytes} bytes.");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
