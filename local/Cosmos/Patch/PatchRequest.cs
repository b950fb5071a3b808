using System.Text.Json;
using System.Text.Json.Nodes;
using Chat.Local.Cosmos.Query;

namespace Chat.Local.Cosmos.Patch;

/// <summary>The body of a patch: operations in order, all or none, and perhaps a condition on the item.</summary>
internal sealed record PatchRequest(string? Condition, IReadOnlyList<PatchOperation> Operations)
{
    private const int MaximumOperations = 10;

    public static PatchRequest Parse(ReadOnlyMemory<byte> body)
    {
        var json = Json.ParseBody(body);
        // The .NET SDK sends an object; the JavaScript SDK sends the bare array when there is no condition.
        var list = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("operations", out var inner)
            ? inner
            : json;
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            throw CosmosError.BadRequest("A patch has a list of operations with at least one.");
        }

        if (list.GetArrayLength() > MaximumOperations)
        {
            throw CosmosError.BadRequest($"A patch has at most {MaximumOperations} operations.");
        }

        var condition = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("condition", out var text)
            ? text.GetString()
            : null;
        return new PatchRequest(condition, [.. list.EnumerateArray().Select(PatchOperation.Parse)]);
    }

    /// <summary>The patched body. A condition that does not hold is 412 with substatus 1110.</summary>
    public JsonElement Apply(byte[] document)
    {
        if (Condition is not null && !Holds(document))
        {
            throw CosmosError.PreconditionFailed("The condition of the patch does not hold for the item.", 1110);
        }

        var item = JsonNode.Parse(document)!.AsObject();
        foreach (var operation in Operations)
        {
            operation.Apply(item);
        }

        return JsonElement.Parse(item.ToJsonString());
    }

    private bool Holds(byte[] document)
    {
        var query = QueryParser.Parse("SELECT * " + Condition);
        using var item = JsonDocument.Parse(document);
        var row = new Row(item.RootElement, new Dictionary<string, JsonElement>());
        return query.Where is null || Values.IsTrue(query.Where.Evaluate(row));
    }
}
