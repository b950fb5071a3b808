using System.Net;
using System.Text.Json.Nodes;
using Chat.Functions.Documentation;
using NJsonSchema;

namespace Chat.Functions.Tests.Documentation;

/// <summary>The published description of the HTTP API, as what every answer in these tests is held to.</summary>
internal static class ApiContract
{
    private static readonly JsonNode Document = JsonNode.Parse(ApiDescription.Json.Span)!;

    public static IReadOnlyList<ApiOperation> Operations { get; } =
    [
        .. from path in Document["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           select new ApiOperation(new HttpMethod(operation.Key.ToUpperInvariant()), path.Key, operation.Value!.AsObject()),
    ];

    /// <summary>Fails when the answer is not one that the description promises.</summary>
    /// <param name="path">Below <c>/api/</c>, with its query.</param>
    public static void Check(HttpMethod method, string path, HttpStatusCode status, JsonNode? body)
    {
        var operation = Find(method, path);
        if (operation is null)
        {
            Assert.Equal(HttpStatusCode.NotFound, status);
            return;
        }

        var answer = operation.Answers[$"{(int)status}"];
        Assert.True(answer is not null, $"{operation} answers {(int)status}, which is not described.");
        if (Resolve(answer)["content"]?["application/json"]?["schema"] is { } schema)
        {
            var problems = SchemaOf(schema).Validate(body?.ToJsonString() ?? "null");
            Assert.True(problems.Count == 0, $"{operation} answers {body?.ToJsonString()}: {string.Join("; ", problems)}");
        }
        else
        {
            Assert.Null(body);
        }
    }

    private static ApiOperation? Find(HttpMethod method, string path) => Operations.Where(operation => operation.Method == method)
        // A name that is written out goes before one that is a parameter.
        .OrderBy(operation => operation.Path.Count(letter => letter == '{'))
        .FirstOrDefault(operation => operation.Matches(path.Split('?')[0]));

    private static JsonNode Resolve(JsonNode node) => node["$ref"]?.GetValue<string>() is { } reference
        ? reference.Split('/').Skip(1).Aggregate(Document, (at, name) => at[name]!)
        : node;

    /// <summary>The library finds definitions where an older draft of JSON Schema has them.</summary>
    private static JsonSchema SchemaOf(JsonNode schema)
    {
        var whole = new JsonObject
        {
            ["definitions"] = Document["components"]!["schemas"]!.DeepClone(),
            ["allOf"] = new JsonArray(schema.DeepClone()),
        };
        var text = whole.ToJsonString().Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal);
        return JsonSchema.FromJsonAsync(text).GetAwaiter().GetResult();
    }
}
