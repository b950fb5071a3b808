using System.Text.Json;
using Chat.Local.Cosmos.Keys;

namespace Chat.Local.Cosmos.Storage;

/// <summary>What a caller may define: checked, and completed with the service's defaults.</summary>
internal static class ContainerDefinition
{
    private const int MaximumKeyLevels = 3;

    public static string Complete(JsonElement definition)
    {
        Check(definition);
        var complete = Json.Write(writer =>
        {
            writer.WriteStartObject();
            foreach (var property in definition.EnumerateObject().Where(property => !IsSystem(property.Name)))
            {
                property.WriteTo(writer);
            }

            if (!definition.TryGetProperty("indexingPolicy", out _))
            {
                writer.WritePropertyName("indexingPolicy");
                IndexingPolicy.Default.WriteTo(writer);
            }

            writer.WriteEndObject();
        }).AsText();
        try
        {
            // What is stored is read at every start: a definition of the wrong shape must not get that far.
            _ = new Container(new CatalogEntry(0, 0, "", complete, 0, 0));
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException)
        {
            throw CosmosError.BadRequest($"The container definition has an element of the wrong kind: {error.Message}");
        }

        return complete;
    }

    /// <summary>The definition as the service answers it.</summary>
    public static byte[] Resource(Container container) => Json.Write(writer =>
    {
        writer.WriteStartObject();
        foreach (var property in container.Definition.EnumerateObject())
        {
            property.WriteTo(writer);
        }

        writer.WriteString("_rid", container.Rid);
        writer.WriteString("_self", container.SelfLink);
        writer.WriteString("_etag", ETag(container));
        writer.WriteNumber("_ts", container.Entry.TimestampSeconds);
        writer.WriteEndObject();
    });

    public static string ETag(Container container) => $"\"{container.Entry.Revision:x8}-0000\"";

    /// <summary>Refuses a replacement that the service refuses: keys are for life.</summary>
    public static void CheckReplacement(Container existing, JsonElement replacement)
    {
        var candidate = new Container(existing.Entry with { Definition = Complete(replacement) });
        if (!candidate.KeyPaths.SequenceEqual(existing.KeyPaths))
        {
            throw CosmosError.BadRequest("Document collection partition key cannot be changed.");
        }

        if (!candidate.UniqueKeys.Select(Flat).SequenceEqual(existing.UniqueKeys.Select(Flat)))
        {
            throw CosmosError.BadRequest("Unique keys can not be changed after the container was created.");
        }
    }

    private static string Flat(JsonPath[] paths) => string.Join(',', paths.Select(path => path.ToString()));

    private static void Check(JsonElement definition)
    {
        if (definition.ValueKind != JsonValueKind.Object)
        {
            throw CosmosError.BadRequest("A container definition is a JSON object.");
        }

        ItemId.Check(definition);
        if (!definition.TryGetProperty("partitionKey", out var key) || !key.TryGetProperty("paths", out var paths)
            || paths.ValueKind != JsonValueKind.Array || paths.GetArrayLength() is < 1 or > MaximumKeyLevels)
        {
            throw CosmosError.BadRequest("The partitionKey of a container has one to three paths.");
        }

        if (key.TryGetProperty("kind", out var kind) && kind.GetString() is not ("Hash" or "MultiHash"))
        {
            throw CosmosError.BadRequest($"The partition key kind '{kind.GetString()}' is not Hash or MultiHash.");
        }
    }

    private static bool IsSystem(string name) => name.StartsWith('_');
}
