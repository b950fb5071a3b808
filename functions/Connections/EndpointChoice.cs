namespace Chat.Functions.Connections;

/// <summary>The rule of discovery: of the endpoints in the client's region (of all, where it has none), one at random,
/// weighted by capacity.</summary>
public static class EndpointChoice
{
    /// <param name="draw">A random number in [0, 1).</param>
    /// <returns>The index of the chosen endpoint.</returns>
    public static int Pick(IReadOnlyList<WebPubSubSettings.EndpointSettings> endpoints, string? region, double draw)
    {
        var all = Enumerable.Range(0, endpoints.Count).ToList();
        var near = all.FindAll(i => string.Equals(endpoints[i].Region, region, StringComparison.OrdinalIgnoreCase));
        var candidates = region is null || near.Count == 0 ? all : near;

        var left = draw * candidates.Sum(i => endpoints[i].Capacity);
        foreach (var i in candidates)
        {
            left -= endpoints[i].Capacity;
            if (left < 0)
            {
                return i;
            }
        }

        return candidates[^1];
    }
}
