using Chat.Local.Cosmos.Storage;

namespace Chat.Local.Cosmos.Query;

/// <summary>Indexes made when a query first wants them. The service indexes every path of the policy from the start;
/// making only those in use keeps writes cheap here and changes no answer.</summary>
internal static class QueryIndexes
{
    private const int MaximumPerContainer = 24;

    public static void Ensure(SqliteStore session, Container container, IReadOnlyList<string> columns)
    {
        if (columns.Count == 0 || container.QueryIndexes.Count >= MaximumPerContainer)
        {
            return;
        }

        var list = string.Join(", ", columns);
        if (container.QueryIndexes.Add(list))
        {
            session.Execute($"CREATE INDEX IF NOT EXISTS {Name(container, list)} ON {container.Table} ({list})");
        }
    }

    // The name comes from the columns, so that the index of an earlier run is found again.
    private static string Name(Container container, string columns)
    {
        var (low, _) = Keys.Murmur3.Hash(System.Text.Encoding.UTF8.GetBytes(columns));
        return $"{container.Table}_query_{low:x16}";
    }
}
