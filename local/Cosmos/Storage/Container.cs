using System.Text.Json;
using Chat.Local.Cosmos.Keys;

namespace Chat.Local.Cosmos.Storage;

/// <summary>A container as it was defined, with its definition read once.</summary>
internal sealed class Container
{
    public Container(CatalogEntry entry)
    {
        Entry = entry;
        Definition = JsonElement.Parse(entry.Definition);
        KeyPaths = [.. Paths(Definition.GetProperty("partitionKey"))];
        Indexing = new IndexingPolicy(Definition.GetProperty("indexingPolicy"));
        IndexedPaths = new IndexedPaths(Indexing);
        DefaultTtl = Definition.TryGetProperty("defaultTtl", out var ttl) && ttl.ValueKind == JsonValueKind.Number
            ? ttl.GetInt64()
            : null;
        UniqueKeys = Definition.TryGetProperty("uniqueKeyPolicy", out var policy)
            && policy.TryGetProperty("uniqueKeys", out var keys)
            ? [.. keys.EnumerateArray().Select(key => Paths(key).ToArray())]
            : [];
    }

    public CatalogEntry Entry { get; }

    public JsonElement Definition { get; }

    public IReadOnlyList<JsonPath> KeyPaths { get; }

    public IReadOnlyList<JsonPath[]> UniqueKeys { get; }

    public IndexingPolicy Indexing { get; }

    public IndexedPaths IndexedPaths { get; }

    /// <summary>Seconds after the last change; -1 never, null means that items' own ttl is ignored too.</summary>
    public long? DefaultTtl { get; }

    public string Table => $"items_{Entry.Number}";

    public string Rid => ResourceId.OfContainer(Entry.Database, Entry.Number);

    public string SelfLink => $"dbs/{ResourceId.OfDatabase(Entry.Database)}/colls/{Rid}/";

    /// <summary>The expression index queries made so far; see <c>QueryIndexes</c>.</summary>
    public HashSet<string> QueryIndexes { get; } = [];

    /// <summary>The place on the ring of the full key that a document carries.</summary>
    public string KeyOf(JsonElement document) => EffectivePartitionKey.Of(KeyPaths.Select(path => path.In(document)));

    /// <summary>When an item with this body, changed now, expires; null for never.</summary>
    public long? ExpiryOf(JsonElement document, long nowSeconds)
    {
        if (DefaultTtl is not { } seconds)
        {
            return null;
        }

        if (document.TryGetProperty("ttl", out var own) && own.ValueKind == JsonValueKind.Number)
        {
            seconds = own.TryGetInt64(out var whole) && whole is > 0 or -1
                ? whole
                : throw CosmosError.BadRequest("The ttl of an item is a positive whole number of seconds, or -1.");
        }

        return seconds > 0 ? nowSeconds + seconds : null;
    }

    private static IEnumerable<JsonPath> Paths(JsonElement owner) =>
        owner.GetProperty("paths").EnumerateArray().Select(path => JsonPath.Parse(path.GetString()!));
}

/// <summary>A container's row in the catalogue.</summary>
internal sealed record CatalogEntry(
    long Number, long Database, string Id, string Definition, long Revision, long TimestampSeconds);
