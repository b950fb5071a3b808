using System.Text.Json;

namespace Chat.Functions.Platform;

/// <summary>What the parser leaves unchecked until somebody looks.</summary>
internal static class JsonText
{
    /// <summary>Null for what is no text, or none that could be stored and read back: half of a surrogate pair, or bytes that are
    /// no UTF-8.</summary>
    public static string? Of(JsonElement value)
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
            return null;
        }
    }

    /// <summary>Whether the database gives back what it is given: it keeps numbers as doubles, no broken texts, and of members of one
    /// name only one.</summary>
    public static bool CanBeKept(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Of(value) is not null,
        JsonValueKind.Number => double.IsFinite(value.GetDouble()),
        JsonValueKind.Array => value.EnumerateArray().All(CanBeKept),
        JsonValueKind.Object => HasNamesOnce(value) && value.EnumerateObject().All(member => CanBeKept(member.Value)),
        _ => true,
    };

    private static bool HasNamesOnce(JsonElement value)
    {
        try
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            return value.EnumerateObject().All(member => seen.Add(member.Name));
        }
        catch (InvalidOperationException)
        {
            // A name that is no text.
            return false;
        }
    }
}
