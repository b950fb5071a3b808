using System.Globalization;
using System.Text.Json;

namespace Chat.Local.EventGrid;

/// <summary>One CloudEvent as it came.</summary>
internal sealed record PublishedEvent(string Type, string Json);

/// <summary>Reads what a publisher sent, and refuses what the service refuses.</summary>
internal static class PublishedEvents
{
    private static readonly string[] _required = ["id", "source", "type"];

    /// <param name="isBatch">Whether the content type is that of a batch.</param>
    /// <exception cref="JsonException">It is no CloudEvent, or no array of them; the message says why.</exception>
    public static IReadOnlyList<PublishedEvent> Read(ReadOnlyMemory<byte> body, bool isBatch)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (!isBatch)
        {
            return [Read(root)];
        }

        return root.ValueKind == JsonValueKind.Array
            ? [.. root.EnumerateArray().Select(Read)]
            : throw new JsonException("A batch of CloudEvents is a JSON array.");
    }

    private static PublishedEvent Read(JsonElement each)
    {
        if (each.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("A CloudEvent is a JSON object.");
        }

        foreach (var name in _required)
        {
            if (Text(each, name) is not { Length: > 0 })
            {
                throw new JsonException($"The CloudEvent has no '{name}'.");
            }
        }

        if (Text(each, "specversion") != "1.0")
        {
            throw new JsonException("The CloudEvent's 'specversion' is not 1.0.");
        }

        if (each.TryGetProperty("time", out _)
            && !DateTimeOffset.TryParse(Text(each, "time"), CultureInfo.InvariantCulture, out _))
        {
            throw new JsonException("The CloudEvent's 'time' is no time.");
        }

        return each.TryGetProperty("data", out _) && each.TryGetProperty("data_base64", out _)
            ? throw new JsonException("A CloudEvent has 'data' or 'data_base64', not both.")
            : new PublishedEvent(Text(each, "type")!, each.GetRawText());
    }

    private static string? Text(JsonElement each, string name) =>
        each.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
