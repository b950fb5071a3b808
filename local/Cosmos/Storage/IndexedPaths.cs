using System.Text.Json;
using Chat.Local.Cosmos.Keys;

namespace Chat.Local.Cosmos.Storage;

/// <summary>How many values of a document an indexing policy covers. Documents have the same few paths again and again, so
/// what the policy says of each is asked once. Used within a write's transaction, so by one at a time.</summary>
internal sealed class IndexedPaths(IndexingPolicy policy)
{
    // Names may be data, as in a map by user: beyond this many, paths are asked for every time.
    private const int MostKnown = 1_000;

    private readonly Place _root = new(null, "");
    private int _known;

    public int CountIn(JsonElement document) => Count(_root, document);

    private int Count(Place place, JsonElement value)
    {
        var sum = 0;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    sum += Count(Below(place, property.Name), property.Value);
                }

                return sum;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    sum += Count(Below(place, "[]"), item);
                }

                return sum;
            default:
                return place.Parent is not null && (place.IsCovered ??= policy.Covers(place.Path)) ? 1 : 0;
        }
    }

    private Place Below(Place place, string step)
    {
        if (place.Children.TryGetValue(step, out var known))
        {
            return known;
        }

        var child = new Place(place, step);
        if (_known++ < MostKnown)
        {
            place.Children[step] = child;
        }

        return child;
    }

    private sealed class Place(Place? parent, string step)
    {
        public Place? Parent { get; } = parent;

        public Dictionary<string, Place> Children { get; } = [];

        public bool? IsCovered { get; set; }

        public JsonPath Path => new([.. Steps()]);

        private IEnumerable<string> Steps() => Parent is null ? [] : Parent.Steps().Append(step);
    }
}
