using Chat.Local.Cosmos.Storage;

namespace Chat.Local.Cosmos.Query;

/// <summary>The service's rules on ORDER BY: every path indexed, several paths by a composite index.</summary>
internal static class OrderRules
{
    public static void Check(IReadOnlyList<OrderItem> order, IndexingPolicy indexing)
    {
        if (order.Count == 1 && !indexing.Covers(order[0].Path))
        {
            throw CosmosError.BadRequest(
                $"The index path corresponding to the specified order-by item is excluded: {order[0].Path}.");
        }

        if (order.Count > 1 && !indexing.HasComposite([.. order.Select(item => (item.Path, item.Descending))]))
        {
            throw CosmosError.BadRequest(
                "The order by query does not have a corresponding composite index that it can be served from.");
        }

        if (order.FirstOrDefault(item => IndexTerm.IsPlainPath(item.Path) is false) is { } odd)
        {
            throw QueryError.Unsupported($"ORDER BY {odd.Path}");
        }
    }
}
