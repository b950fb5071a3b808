using System.Text.Json;

namespace Chat.Infra.Tests;

/// <summary>What a deployment would create. Values that only Azure knows stand as expressions: <c>[reference('…')…]</c>.</summary>
internal sealed record Snapshot(IReadOnlyList<Resource> Resources)
{
    /// <summary>The committed one of <c>main</c> or a set below <c>environments/</c>.</summary>
    public static Snapshot Of(string parameterSet) => Parse(Repository.Read("infra", $"{parameterSet}.snapshot.json"));

    public static Snapshot Parse(string json)
    {
        var document = JsonDocument.Parse(json).RootElement;
        return new Snapshot([.. document.GetProperty("predictedResources").EnumerateArray().Select(json => new Resource(json))]);
    }

    public IEnumerable<Resource> All(string type) =>
        Resources.Where(resource => resource.Type.Equals(type, StringComparison.OrdinalIgnoreCase));

    /// <summary>The app settings, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings => All("Microsoft.Web/sites/config")
        .Single(resource => resource.Name.EndsWith("/appsettings", StringComparison.Ordinal))
        .Properties.EnumerateObject().ToDictionary(setting => setting.Name, setting => setting.Value.GetString()!);
}

internal sealed record Resource(JsonElement Json)
{
    public string Id => Json.GetProperty("id").GetString()!;

    public string Type => Json.GetProperty("type").GetString()!;

    public string Name => Json.GetProperty("name").GetString()!;

    public JsonElement Properties => Json.GetProperty("properties");

    /// <summary>The text of a property, by a path of names; null where it is missing.</summary>
    public string? At(params string[] path)
    {
        var value = Json;
        foreach (var name in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return null;
            }
        }

        return value.ToString();
    }

    /// <summary>Of a resource that extends another one: the id of that.</summary>
    public string Scope => Id[..Id.LastIndexOf("/providers/", StringComparison.Ordinal)];

    public override string ToString() => $"{Type} {Name}";
}
