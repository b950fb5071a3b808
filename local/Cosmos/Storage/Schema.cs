using Chat.Local.Cosmos.Keys;

namespace Chat.Local.Cosmos.Storage;

/// <summary>The tables: two of the catalogue, and one per container for its items.</summary>
internal static class Schema
{
    public static IReadOnlyList<string> Open { get; } =
    [
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = NORMAL",
        """
        CREATE TABLE IF NOT EXISTS databases (
            number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, ts INTEGER NOT NULL)
        """,
        """
        CREATE TABLE IF NOT EXISTS containers (
            number INTEGER PRIMARY KEY AUTOINCREMENT, database INTEGER NOT NULL, id TEXT NOT NULL,
            definition TEXT NOT NULL, revision INTEGER NOT NULL, ts INTEGER NOT NULL,
            lsn INTEGER NOT NULL DEFAULT 0, UNIQUE (database, id))
        """,
    ];

    /// <summary>Unique keys are unique indexes: SQLite itself holds them, in the transaction of the write.</summary>
    public static IEnumerable<string> ItemTable(Container container)
    {
        var table = container.Table;
        yield return $"""
            CREATE TABLE {table} (
                row INTEGER PRIMARY KEY, epk TEXT NOT NULL, id BLOB NOT NULL, doc BLOB NOT NULL, etag TEXT NOT NULL,
                lsn INTEGER NOT NULL, ts INTEGER NOT NULL, expires_at INTEGER)
            """;
        yield return $"CREATE UNIQUE INDEX {table}_id ON {table} (epk, id)";
        yield return $"CREATE INDEX {table}_lsn ON {table} (lsn)";
        yield return $"CREATE INDEX {table}_expiry ON {table} (expires_at) WHERE expires_at IS NOT NULL";
        foreach (var (index, paths) in container.UniqueKeys.Index())
        {
            // A missing value counts as null: the larger of the two keys is null's.
            var columns = paths.Select(path => $"max({Column(path)}, x'{SortKey.Null:x2}')");
            yield return $"CREATE UNIQUE INDEX {table}_unique_{index} ON {table} (epk, {string.Join(", ", columns)})";
        }
    }

    /// <summary>The expression that yields the sort key of a path; an index is used only for the very same text.</summary>
    public static string Column(JsonPath path) => path.Steps is ["id"]
        ? "id"
        : $"sort_key(doc, '{path.ToString().Replace("'", "''", StringComparison.Ordinal)}')";
}
