using Chat.Local.Cosmos.Keys;

namespace Chat.Local.Cosmos.Query;

/// <summary>The part of the ring a query or feed looks at: a condition for SQLite on the items' places.</summary>
/// <param name="Condition">Contains the parameters @0 and on, one for each of <paramref name="Values"/>.</param>
/// <param name="Column">The expression that has one value in this scope, to put first into indexes; null for
/// none.</param>
/// <param name="PinnedLevels">How many levels of the key are fixed.</param>
internal sealed record PartitionScope(string Condition, IReadOnlyList<string> Values, string? Column, int PinnedLevels)
{
    public static PartitionScope Everything { get; } = new("1", [], null, 0);

    /// <summary>One logical partition, or all that share a prefix of a hierarchical key.</summary>
    public static PartitionScope Key(string epk, int levels)
    {
        var pinned = epk.Length / EffectivePartitionKey.DigitsPerLevel;
        var column = pinned == levels ? "epk" : $"substr(epk, 1, {epk.Length})";
        return new PartitionScope($"{column} = @0", [epk], column, pinned);
    }

    /// <summary>From <paramref name="start"/> to before <paramref name="end"/>, as the SDK sends a prefix or a feed
    /// range.</summary>
    public static PartitionScope Range(string start, string end, int levels)
    {
        var isPrefix = end == start + "FF"
            && start.Length > 0
            && start.Length % EffectivePartitionKey.DigitsPerLevel == 0;
        if (isPrefix && start.Length <= levels * EffectivePartitionKey.DigitsPerLevel)
        {
            return Key(start, levels);
        }

        return start.Length == 0 && end == "FF"
            ? Everything
            : new PartitionScope("epk >= @0 AND epk < @1", [start, end], null, 0);
    }

    public bool Contains(string epk) => this switch
    {
        { Values: [] } => true,
        { Values: [var start, var end] } =>
            string.CompareOrdinal(epk, start) >= 0 && string.CompareOrdinal(epk, end) < 0,
        _ => epk.StartsWith(Values[0], StringComparison.Ordinal),
    };
}
