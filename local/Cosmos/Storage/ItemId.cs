using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Chat.Local.Cosmos.Storage;

/// <summary>The rule for ids of items, containers and databases.</summary>
internal static class ItemId
{
    private const int MaximumBytes = 1023;
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\?#");

    public static string Check(JsonElement resource)
    {
        if (resource.ValueKind != JsonValueKind.Object || !resource.TryGetProperty("id", out var id)
            || id.ValueKind != JsonValueKind.String)
        {
            throw CosmosError.BadRequest("The required property 'id' is missing or not a string.");
        }

        var text = id.GetString()!;
        if (text.Length == 0 || Encoding.UTF8.GetByteCount(text) > MaximumBytes || text.AsSpan().ContainsAny(Forbidden))
        {
            throw CosmosError.BadRequest("An id has 1 to 1023 bytes and none of the characters / \\ ? #.");
        }

        return text;
    }
}
