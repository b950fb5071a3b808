using System.Text;
using System.Text.Json;

namespace Chat.Local.Cosmos.Keys;

/// <summary>A path of property names such as <c>/sender/id</c>, as container definitions write them.</summary>
internal sealed record JsonPath(IReadOnlyList<string> Steps)
{
    /// <summary>The steps as documents have them.</summary>
    public IReadOnlyList<byte[]> EncodedSteps => field ??= [.. Steps.Select(Encoding.UTF8.GetBytes)];

    public static JsonPath Parse(string text)
    {
        if (!text.StartsWith('/') || text.Length < 2)
        {
            throw CosmosError.BadRequest($"The path '{text}' does not start with a slash and a property name.");
        }

        return new JsonPath([.. text[1..].Split('/').Select(step => step.Trim('"'))]);
    }

    /// <summary>The value at this path, or an undefined element.</summary>
    public JsonElement In(JsonElement document)
    {
        var value = document;
        foreach (var step in Steps)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(step, out value))
            {
                return default;
            }
        }

        return value;
    }

    public bool Equals(JsonPath? other) => other is not null && Steps.SequenceEqual(other.Steps);

    public override int GetHashCode() => Steps.Aggregate(17, HashCode.Combine);

    public override string ToString() => "/" + string.Join('/', Steps);
}
