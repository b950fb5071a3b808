using System.Text.Json;
using Chat.Local.Cosmos.Keys;

namespace Chat.Local.Cosmos.Storage;

/// <summary>Which paths the service would index. The emulator could sort by anything; it refuses what the service
/// refuses, so that a missing index shows before production.</summary>
internal sealed class IndexingPolicy
{
    private readonly List<(JsonPath Path, bool Included)> _rules = [];
    private readonly List<(JsonPath Path, bool Descending)[]> _composites = [];
    private readonly bool _off;

    public IndexingPolicy(JsonElement policy)
    {
        _off = policy.TryGetProperty("indexingMode", out var mode)
            && string.Equals(mode.GetString(), "none", StringComparison.OrdinalIgnoreCase);
        AddRules(policy, "includedPaths", included: true);
        AddRules(policy, "excludedPaths", included: false);
        if (policy.TryGetProperty("compositeIndexes", out var composites))
        {
            _composites.AddRange(
                composites.EnumerateArray().Select(index => index.EnumerateArray().Select(Part).ToArray()));
        }
    }

    public static JsonElement Default { get; } = JsonElement.Parse("""
        {"indexingMode":"consistent","automatic":true,
         "includedPaths":[{"path":"/*"}],"excludedPaths":[{"path":"/\"_etag\"/?"}]}
        """);

    /// <summary>Whether the scalar at this path is indexed: the most precise rule that matches decides.</summary>
    public bool Covers(JsonPath path)
    {
        if (_off)
        {
            return false;
        }

        // The service always indexes these two.
        if (path.Steps is ["id"] or ["_ts"])
        {
            return true;
        }

        var best = _rules.Where(rule => Matches(rule.Path, path)).OrderBy(rule => Precision(rule.Path)).LastOrDefault();
        return best.Included;
    }

    /// <summary>Whether a composite index serves this order, read forwards or backwards.</summary>
    public bool HasComposite(IReadOnlyList<(JsonPath Path, bool Descending)> order) =>
        !_off && (_composites.Any(index => index.SequenceEqual(order))
            || _composites.Any(index => index.SequenceEqual(order.Select(part => (part.Path, !part.Descending)))));

    private void AddRules(JsonElement policy, string property, bool included)
    {
        if (policy.TryGetProperty(property, out var rules))
        {
            _rules.AddRange(rules.EnumerateArray()
                .Select(rule => (JsonPath.Parse(rule.GetProperty("path").GetString()!), included)));
        }
    }

    private static (JsonPath Path, bool Descending) Part(JsonElement part) =>
        (JsonPath.Parse(part.GetProperty("path").GetString()!),
            part.TryGetProperty("order", out var order) && order.GetString() == "descending");

    private static bool Matches(JsonPath rule, JsonPath path)
    {
        var steps = rule.Steps.SkipLast(1).ToArray();
        var isTree = rule.Steps[^1] == "*";
        return (isTree ? steps.Length <= path.Steps.Count : steps.Length == path.Steps.Count)
            && steps.SequenceEqual(path.Steps.Take(steps.Length));
    }

    // A rule for one value beats a rule for the tree above or around it.
    private static int Precision(JsonPath rule) => (rule.Steps.Count * 2) + (rule.Steps[^1] == "*" ? 0 : 1);
}
