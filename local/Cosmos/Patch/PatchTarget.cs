using System.Text.Json.Nodes;

namespace Chat.Local.Cosmos.Patch;

/// <summary>A place in an item: a property of an object or a position in an array.</summary>
internal sealed record PatchTarget(JsonNode Owner, string Step, PatchPath Path)
{
    public PatchTarget Existing() => Exists()
        ? this
        : throw CosmosError.BadRequest($"The patch path '{Path}' is not there.");

    public JsonNode? Value() => Exists()
        ? Owner is JsonObject properties ? properties[Step] : Owner.AsArray()[PatchPath.Index(Step)!.Value]
        : null;

    /// <summary>Creates or overwrites; in an array the position must exist, and <c>-</c> appends.</summary>
    public void Set(JsonNode? value)
    {
        if (Owner is JsonObject properties)
        {
            properties[Step] = value;
        }
        else if (Exists())
        {
            Owner.AsArray()[PatchPath.Index(Step)!.Value] = value;
        }
        else
        {
            Add(value);
        }
    }

    /// <summary>Creates or overwrites a property; in an array it inserts, moving later items up.</summary>
    public void Add(JsonNode? value)
    {
        if (Owner is JsonObject properties)
        {
            properties[Step] = value;
            return;
        }

        var list = Owner.AsArray();
        var index = Step == "-" ? list.Count : PatchPath.Index(Step);
        if (index is not { } at || at > list.Count)
        {
            throw CosmosError.BadRequest($"The patch path '{Path}' is beyond the end of the array.");
        }

        list.Insert(at, value);
    }

    public void Remove()
    {
        if (Owner is JsonObject properties)
        {
            properties.Remove(Step);
        }
        else
        {
            Owner.AsArray().RemoveAt(PatchPath.Index(Step)!.Value);
        }
    }

    private bool Exists() => Owner is JsonObject properties
        ? properties.ContainsKey(Step)
        : PatchPath.Index(Step) is { } index && index < Owner.AsArray().Count;
}
