using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chat.Local.Cosmos.Patch;

/// <summary>One operation of a patch.</summary>
internal sealed record PatchOperation(string Kind, PatchPath Path, PatchPath? From, JsonElement Value)
{
    public static PatchOperation Parse(JsonElement operation)
    {
        if (operation.ValueKind != JsonValueKind.Object || Text(operation, "op") is not { } kind)
        {
            throw CosmosError.BadRequest("A patch operation is an object with 'op' and 'path'.");
        }

        var path = PatchPath.Parse(
            Text(operation, "path") ?? throw CosmosError.BadRequest("A patch operation needs a 'path'."));
        var from = Text(operation, "from") is { } source ? PatchPath.Parse(source) : null;
        operation.TryGetProperty("value", out var value);
        return new PatchOperation(kind, path, from, value);
    }

    public void Apply(JsonObject item)
    {
        switch (Kind)
        {
            case "set": Path.In(item).Set(Node(Value)); break;
            case "add": Path.In(item).Add(Node(Value)); break;
            case "replace": Path.In(item).Existing().Set(Node(Value)); break;
            case "remove": Path.In(item).Existing().Remove(); break;
            case "incr": Increment(Path.In(item)); break;
            case "move": Move(item); break;
            default: throw CosmosError.BadRequest($"The patch operation '{Kind}' is not known.");
        }
    }

    private void Increment(PatchTarget target)
    {
        if (Value.ValueKind != JsonValueKind.Number)
        {
            throw CosmosError.BadRequest("The patch operation incr takes a number.");
        }

        var current = target.Value();
        if (current is not null && current.GetValueKind() != JsonValueKind.Number)
        {
            throw CosmosError.BadRequest($"The patch operation incr found no number at '{Path}'.");
        }

        target.Set(Sum(current, Value));
    }

    private void Move(JsonObject item)
    {
        var source = (From ?? throw CosmosError.BadRequest("The patch operation move needs 'from'."))
            .In(item).Existing();
        var value = source.Value()?.DeepClone();
        source.Remove();
        Path.In(item).Add(value);
    }

    private static JsonNode? Sum(JsonNode? current, JsonElement by)
    {
        var now = current is null ? 0 : current.GetValue<JsonElement>().GetDouble();
        return Node(Json.Of(now + by.GetDouble()));
    }

    private static JsonNode? Node(JsonElement value) => value.ValueKind == JsonValueKind.Undefined
        ? throw CosmosError.BadRequest("A patch operation of this kind needs a 'value'.")
        : JsonNode.Parse(value.GetRawText());

    private static string? Text(JsonElement operation, string name) =>
        operation.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
