using Chat.Local.Cosmos.Keys;

namespace Chat.Local.Cosmos.Storage;

/// <summary>The tables: two of the catalogue, and one per container for its items.</summary>
internal static class Schema
{
    // Raised by whoever changes a table: data of another version is refused rather than misread. Files made before
    // there were numbers are of version 1.
    private const long Version = 1;

    private static readonly string[] Tables =
    [
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

    /// <exception cref="CosmosDataException">The file is of another version.</exception>
    public static void Open(SqliteStore store)
    {
        var isNew = (long)store.Scalar("SELECT count(*) FROM sqlite_master")! == 0;
        var written = (long)store.Scalar("PRAGMA user_version")!;
        if (!isNew && Math.Max(written, 1) != Version)
        {
            throw new CosmosDataException(
                $"The Cosmos DB emulator's data is of version {Math.Max(written, 1)}, and this build reads only {Version}.");
        }

        store.Execute("PRAGMA journal_mode = WAL");
        store.Execute("PRAGMA synchronous = NORMAL");
        if (written != Version)
        {
            // Before the tables, so that no file has tables and the wrong number.
            store.Execute($"PRAGMA user_version = {Version}");
        }

        foreach (var table in Tables)
        {
            store.Execute(table);
        }
    }

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
