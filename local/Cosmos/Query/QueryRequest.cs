using System.Text.Json;

namespace Chat.Local.Cosmos.Query;

/// <summary>A query as it came over the wire.</summary>
internal sealed record QueryText(string Query, IReadOnlyDictionary<string, JsonElement> Parameters)
{
    private const int MaximumLength = 512 * 1024;

    /// <summary>What a feed of all items is: the null query of the SDK.</summary>
    public static QueryText Everything { get; } = new("SELECT * FROM c", new Dictionary<string, JsonElement>());

    public static QueryText Parse(ReadOnlyMemory<byte> body)
    {
        var json = Json.ParseBody(body);
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("query", out var query)
            || query.ValueKind != JsonValueKind.String)
        {
            throw CosmosError.BadRequest("A query is a JSON object with the text in 'query'.");
        }

        var text = query.GetString()!;
        if (text.Length > MaximumLength)
        {
            throw CosmosError.BadRequest("The query text is longer than 512 KB.");
        }

        var parameters = new Dictionary<string, JsonElement>();
        if (json.TryGetProperty("parameters", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var parameter in list.EnumerateArray())
            {
                var (name, value) = Parameter(parameter);
                parameters[name] = value;
            }
        }

        return new QueryText(text, parameters);
    }

    private static (string Name, JsonElement Value) Parameter(JsonElement parameter)
    {
        if (parameter.ValueKind != JsonValueKind.Object || !parameter.TryGetProperty("name", out var name)
            || name.ValueKind != JsonValueKind.String)
        {
            throw CosmosError.BadRequest("A query parameter is a JSON object with a 'name' and a 'value'.");
        }

        return (name.GetString()!, parameter.TryGetProperty("value", out var value) ? value : default);
    }
}

internal sealed record QueryRequest(QueryText Text, PartitionScope Scope, int PageSize, string? Continuation);

/// <param name="Documents">The inside of a JSON array.</param>
internal sealed record QueryPage(byte[] Documents, int Count, string? Continuation, double Charge);
