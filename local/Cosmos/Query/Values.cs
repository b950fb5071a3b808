using System.Text.Json;
using Chat.Local.Cosmos.Keys;

namespace Chat.Local.Cosmos.Query;

/// <summary>How values compare and how truth combines in the query language.</summary>
internal static class Values
{
    public static bool IsDefined(JsonElement value) => value.ValueKind != JsonValueKind.Undefined;

    public static bool IsTrue(JsonElement value) => value.ValueKind == JsonValueKind.True;

    /// <summary>Deep equality. Numbers are doubles, so 5 and 5.0 are equal; the order of properties does not
    /// count.</summary>
    public static bool AreEqual(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind)
        {
            return false;
        }

        return left.ValueKind switch
        {
            JsonValueKind.Number => left.GetDouble() == right.GetDouble(),
            JsonValueKind.String => left.ValueEquals(right.GetString()),
            JsonValueKind.Array => left.GetArrayLength() == right.GetArrayLength()
                && left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => AreEqual(pair.First, pair.Second)),
            JsonValueKind.Object => left.EnumerateObject().Count() == right.EnumerateObject().Count()
                && left.EnumerateObject().All(property =>
                    right.TryGetProperty(property.Name, out var other) && AreEqual(property.Value, other)),
            _ => true,
        };
    }

    /// <summary>The order of two values of one scalar type; null when they have none.</summary>
    public static int? Compare(JsonElement left, JsonElement right) => (left.ValueKind, right.ValueKind) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => left.GetDouble().CompareTo(right.GetDouble()),
        // By code point, as the indexes do; UTF-16 units would put an emoji before the last letters.
        (JsonValueKind.String, JsonValueKind.String) => SortKey.Of(left).AsSpan().SequenceCompareTo(SortKey.Of(right)),
        (JsonValueKind.True or JsonValueKind.False, JsonValueKind.True or JsonValueKind.False) =>
            IsTrue(left).CompareTo(IsTrue(right)),
        (JsonValueKind.Null, JsonValueKind.Null) => 0,
        _ => null,
    };

    /// <summary>A chain of AND (decisive false) or OR (decisive true).</summary>
    public static JsonElement Decide(IReadOnlyList<Expression> terms, Row row, bool decisive)
    {
        var (decides, neutral) = decisive
            ? (JsonValueKind.True, JsonValueKind.False)
            : (JsonValueKind.False, JsonValueKind.True);
        var undefined = false;
        foreach (var term in terms)
        {
            var kind = term.Evaluate(row).ValueKind;
            if (kind == decides)
            {
                return Json.Of(decisive);
            }

            undefined |= kind != neutral;
        }

        return undefined ? default : Json.Of(!decisive);
    }
}
