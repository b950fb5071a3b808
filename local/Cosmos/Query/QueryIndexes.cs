using System.Globalization;
using System.Text;
using Chat.Local.Cosmos.Keys;
using Chat.Local.Cosmos.Storage;

namespace Chat.Local.Cosmos.Query;

/// <summary>Indexes made when a query first wants them. The service indexes every path of the policy from the start;
/// making only those in use keeps writes cheap here and changes no answer.</summary>
internal static class QueryIndexes
{
    public const int MaximumPerContainer = 24;

    public static void Ensure(SqliteStore session, Container container, IReadOnlyList<string> columns)
    {
        var wanted = string.Join(", ", columns);
        if (columns.Count == 0
            || container.QueryIndexes.Count >= MaximumPerContainer
            || !container.QueryIndexes.Add(wanted))
        {
            return;
        }

        MakeRoom(session, container, Name(container, wanted));
        session.Execute(
            $"CREATE INDEX IF NOT EXISTS {Name(container, wanted)} ON {container.Table} ({wanted})");
    }

    /// <summary>The file keeps the indexes of earlier runs, whose queries may be gone from the product by
    /// now.</summary>
    private static void MakeRoom(SqliteStore session, Container container, string wanted)
    {
        var made = Made(session, container);
        if (made.Count < MaximumPerContainer || made.Contains(wanted))
        {
            return;
        }

        var inUse = container.QueryIndexes.Select(columns => Name(container, columns));
        session.Execute($"DROP INDEX {made.Except(inUse).First()}");
    }

    private static List<string> Made(SqliteStore session, Container container)
    {
        using var rows = session.Query(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = @0 AND name GLOB @1",
            container.Table, $"{container.Table}_query_*");
        var names = new List<string>();
        while (rows.Read())
        {
            names.Add(rows.GetString(0));
        }

        return names;
    }

    // The name comes from the columns, so that the index of an earlier run is found again.
    private static string Name(Container container, string columns)
    {
        var (low, _) = Murmur3.Hash(Encoding.UTF8.GetBytes(columns));
        return string.Create(CultureInfo.InvariantCulture, $"{container.Table}_query_{low:x16}");
    }
}
