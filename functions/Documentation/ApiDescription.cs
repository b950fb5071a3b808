using System.Text.Json;

namespace Chat.Functions.Documentation;

/// <summary>openapi.json of this folder, as it was built in.</summary>
public static class ApiDescription
{
    public static ReadOnlyMemory<byte> Json { get; } = Read();

    public static JsonElement Root { get; } = JsonElement.Parse(Json.Span);

    /// <summary>What an element stands for: itself, or the part of the document that it refers to.</summary>
    public static JsonElement Resolve(JsonElement document, JsonElement element) => element.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.Split('/').Skip(1).Aggregate(document, (at, name) => at.GetProperty(name))
        : element;

    private static byte[] Read()
    {
        using var resource = typeof(ApiDescription).Assembly.GetManifestResourceStream("openapi.json")!;
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        return copy.ToArray();
    }
}
