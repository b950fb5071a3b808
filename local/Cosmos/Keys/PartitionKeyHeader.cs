using System.Text.Json;

namespace Chat.Local.Cosmos.Keys;

/// <summary>The key as a request carries it: <c>["ch1",0.0]</c>, with <c>{}</c> for a value that is not
/// there.</summary>
internal static class PartitionKeyHeader
{
    public static IReadOnlyList<JsonElement> Parse(string text)
    {
        try
        {
            return [.. JsonElement.Parse(text).EnumerateArray().Select(Component)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw CosmosError.BadRequest("The partition key header is not a JSON array.");
        }
    }

    private static JsonElement Component(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any() ? default : value;
}
