using Chat.Local.Cosmos.Keys;

namespace Chat.Local.Cosmos.Query;

/// <summary>A parsed query.</summary>
/// <param name="Projection">What each row becomes; null for <c>SELECT *</c>.</param>
/// <param name="Limit">TOP or LIMIT.</param>
internal sealed record SelectQuery(
    Expression? Projection, Expression? Where, IReadOnlyList<OrderItem> Order, Expression? Offset, Expression? Limit)
{
    /// <summary>The aggregates of the projection: with any, the query yields one row.</summary>
    public IReadOnlyList<AggregateCall> Aggregates { get; } = [.. Find(Projection).Distinct()];

    private static IEnumerable<AggregateCall> Find(Expression? expression) => expression switch
    {
        null => [],
        AggregateCall call => [call],
        _ => expression.Children.SelectMany(Find),
    };
}

internal sealed record OrderItem(JsonPath Path, bool Descending);
