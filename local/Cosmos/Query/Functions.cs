using System.Text.Json;

namespace Chat.Local.Cosmos.Query;

/// <summary>The built-in functions. One that does not get the types it needs yields undefined.</summary>
internal static class Functions
{
    private static readonly Dictionary<string, (int Least, int Most, Func<JsonElement[], JsonElement> Function)> All =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["IS_DEFINED"] = (1, 1, values => Json.Of(Values.IsDefined(values[0]))),
            ["IS_NULL"] = Kind(JsonValueKind.Null),
            ["IS_STRING"] = Kind(JsonValueKind.String),
            ["IS_NUMBER"] = Kind(JsonValueKind.Number),
            ["IS_BOOL"] = Kind(JsonValueKind.True, JsonValueKind.False),
            ["IS_ARRAY"] = Kind(JsonValueKind.Array),
            ["IS_OBJECT"] = Kind(JsonValueKind.Object),
            ["IS_PRIMITIVE"] = Kind(
                JsonValueKind.Null, JsonValueKind.String, JsonValueKind.Number, JsonValueKind.True,
                JsonValueKind.False),
            ["STARTSWITH"] = Search((text, part, comparison) => text.StartsWith(part, comparison)),
            ["ENDSWITH"] = Search((text, part, comparison) => text.EndsWith(part, comparison)),
            ["CONTAINS"] = Search((text, part, comparison) => text.Contains(part, comparison)),
            ["STRINGEQUALS"] = Search((text, part, comparison) => text.Equals(part, comparison)),
            ["LOWER"] = OnText(text => Json.Of(text.ToLowerInvariant())),
            ["UPPER"] = OnText(text => Json.Of(text.ToUpperInvariant())),
            ["TRIM"] = OnText(text => Json.Of(text.Trim())),
            ["LENGTH"] = OnText(text => Json.Of(text.Length)),
            ["CONCAT"] = (2, int.MaxValue, Concat),
            ["SUBSTRING"] = (3, 3, Substring),
            ["ABS"] = OnNumber(Math.Abs),
            ["FLOOR"] = OnNumber(Math.Floor),
            ["CEILING"] = OnNumber(Math.Ceiling),
            ["ROUND"] = OnNumber(number => Math.Round(number, MidpointRounding.AwayFromZero)),
            ["ARRAY_LENGTH"] = (1, 1, values =>
                values[0].ValueKind == JsonValueKind.Array ? Json.Of(values[0].GetArrayLength()) : default),
            ["ARRAY_CONTAINS"] = (2, 3, ArrayContains),
        };

    public static FunctionCall Call(string name, IReadOnlyList<Expression> arguments)
    {
        if (!All.TryGetValue(name, out var found))
        {
            throw QueryError.Unsupported($"the function {name.ToUpperInvariant()}");
        }

        return arguments.Count >= found.Least && arguments.Count <= found.Most
            ? new FunctionCall(name.ToUpperInvariant(), found.Function, arguments)
            : throw CosmosError.BadRequest($"The function {name} does not take {arguments.Count} arguments.");
    }

    private static (int Least, int Most, Func<JsonElement[], JsonElement> Function) Kind(
        params JsonValueKind[] kinds) =>
        (1, 1, values => Json.Of(kinds.Contains(values[0].ValueKind)));

    private static (int Least, int Most, Func<JsonElement[], JsonElement> Function) OnText(
        Func<string, JsonElement> function) =>
        (1, 1, values => values[0].ValueKind == JsonValueKind.String ? function(values[0].GetString()!) : default);

    private static (int Least, int Most, Func<JsonElement[], JsonElement> Function) OnNumber(
        Func<double, double> function) =>
        (1, 1, values => values[0].ValueKind == JsonValueKind.Number
            ? Json.Of(function(values[0].GetDouble()))
            : default);

    private static (int Least, int Most, Func<JsonElement[], JsonElement> Function) Search(
        Func<string, string, StringComparison, bool> search) => (2, 3, values =>
        {
            if (values[0].ValueKind != JsonValueKind.String || values[1].ValueKind != JsonValueKind.String)
            {
                return default;
            }

            var ignoresCase = values.Length == 3 && Values.IsTrue(values[2]);
            return Json.Of(search(values[0].GetString()!, values[1].GetString()!,
                ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));
        });

    private static JsonElement Concat(JsonElement[] values) =>
        values.All(value => value.ValueKind == JsonValueKind.String)
            ? Json.Of(string.Concat(values.Select(value => value.GetString())))
            : default;

    private static JsonElement Substring(JsonElement[] values)
    {
        if (values[0].ValueKind != JsonValueKind.String
            || values.Skip(1).Any(value => value.ValueKind != JsonValueKind.Number))
        {
            return default;
        }

        var text = values[0].GetString()!;
        var start = (int)Math.Clamp(values[1].GetDouble(), 0, text.Length);
        var length = (int)Math.Clamp(values[2].GetDouble(), 0, text.Length - start);
        return Json.Of(text.Substring(start, length));
    }

    private static JsonElement ArrayContains(JsonElement[] values)
    {
        if (values[0].ValueKind != JsonValueKind.Array || !Values.IsDefined(values[1]))
        {
            return default;
        }

        var isPartial = values.Length == 3 && Values.IsTrue(values[2]);
        return Json.Of(values[0].EnumerateArray().Any(item =>
            isPartial ? IsPartOf(values[1], item) : Values.AreEqual(item, values[1])));
    }

    private static bool IsPartOf(JsonElement part, JsonElement whole) =>
        part.ValueKind == JsonValueKind.Object && whole.ValueKind == JsonValueKind.Object
            ? part.EnumerateObject().All(property =>
                whole.TryGetProperty(property.Name, out var value) && IsPartOf(property.Value, value))
            : Values.AreEqual(part, whole);
}
