using System.Text.Json;
using Chat.Local.Cosmos.Keys;
using Chat.Local.Cosmos.Storage;

namespace Chat.Local.Cosmos.Query;

/// <summary>The query of ReadMany: a filter that is nothing but alternatives of id and full partition key. It is
/// answered by point look-ups, without evaluating a thousand alternatives on every item.</summary>
internal static class KeyLookup
{
    /// <summary>The keys asked for, each once and in order, or null when the filter is anything else.</summary>
    public static IReadOnlyList<(string Epk, string Id)>? Of(SelectQuery query, Container container, Row constants)
    {
        if (query is not { Projection: null, Order: [], Offset: null, Limit: null, Where: { } filter })
        {
            return null;
        }

        var keys = filter switch
        {
            Or or => or.Terms.Select(term => KeyOf(term, container, constants)),
            In { Value: var value, Options: var ids }
                when IsKeyedById(container) && Member.PathOf(value) is { Steps: ["id"] } =>
                ids.Select(id => KeyOf(new Comparison(Comparator.Equal, value, id), container, constants)),
            _ => [KeyOf(filter, container, constants)],
        };
        var found = new List<(string, string)>();
        foreach (var key in keys)
        {
            if (key is not { } known)
            {
                return null;
            }

            found.Add(known);
        }

        return [.. found.Distinct()];
    }

    private static bool IsKeyedById(Container container) => container.KeyPaths is [{ Steps: ["id"] }];

    private static (string Epk, string Id)? KeyOf(Expression alternative, Container container, Row constants)
    {
        IReadOnlyList<Expression> terms = alternative is And and ? and.Terms : [alternative];
        var values = new Dictionary<JsonPath, JsonElement>();
        foreach (var term in terms)
        {
            if (term is not Comparison { Operator: Comparator.Equal, Right: Literal or Parameter } comparison
                || Member.PathOf(comparison.Left) is not { } path
                || !values.TryAdd(path, comparison.Right.Evaluate(constants)))
            {
                return null;
            }
        }

        var id = values.GetValueOrDefault(new JsonPath(["id"]));
        var isFull = container.KeyPaths.All(path => values.TryGetValue(path, out var value) && IsKeyValue(value))
            && values.Keys.All(path => path.Steps is ["id"] || container.KeyPaths.Contains(path));
        return isFull && id.ValueKind == JsonValueKind.String
            ? (EffectivePartitionKey.Of(container.KeyPaths.Select(path => values[path])), id.GetString()!)
            : null;
    }

    private static bool IsKeyValue(JsonElement value) =>
        value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Object or JsonValueKind.Array);
}
