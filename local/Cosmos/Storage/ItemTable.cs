using Chat.Local.Cosmos.Keys;
using Microsoft.Data.Sqlite;

namespace Chat.Local.Cosmos.Storage;

/// <summary>Point access to one container's items. Expired items are not there, whether swept already or not.</summary>
internal sealed class ItemTable(SqliteStore session, Container container, long nowSeconds)
{
    public Container Container { get; } = container;

    public long NowSeconds { get; } = nowSeconds;

    public static string Live(int parameter) => $"(expires_at IS NULL OR expires_at > @{parameter})";

    public StoredItem? Find(string epk, string id)
    {
        using var rows = session.Query(
            $"SELECT row, doc, etag FROM {Container.Table} WHERE epk = @0 AND id = @1 AND {Live(2)}",
            epk, SortKey.OfText(id), NowSeconds);
        return rows.Read() ? new StoredItem(rows.GetInt64(0), rows.GetFieldValue<byte[]>(1), rows.GetString(2)) : null;
    }

    /// <summary>The number of the last transaction that changed the container.</summary>
    public long CurrentLsn() =>
        (long)session.Scalar("SELECT lsn FROM containers WHERE number = @0", Container.Entry.Number)!;

    /// <summary>Opens the next transaction's number and sweeps what has expired, so that its ids and unique keys are
    /// free.</summary>
    public long Advance()
    {
        if (Container.DefaultTtl is not null)
        {
            session.Execute($"DELETE FROM {Container.Table} WHERE expires_at <= @0", NowSeconds);
        }

        return (long)session.Scalar(
            "UPDATE containers SET lsn = lsn + 1 WHERE number = @0 RETURNING lsn", Container.Entry.Number)!;
    }

    public void Insert(string epk, string id, StoredItem item, long lsn, long? expiresAt) =>
        Enforced(() => session.Execute(
            $"""
            INSERT INTO {Container.Table} (row, epk, id, doc, etag, lsn, ts, expires_at)
            VALUES (@0, @1, @2, @3, @4, @5, @6, @7)
            """,
            item.Row, epk, SortKey.OfText(id), item.Document, item.ETag, lsn, NowSeconds, expiresAt));

    public void Update(string id, StoredItem item, long lsn, long? expiresAt) => Enforced(() => session.Execute(
        $"UPDATE {Container.Table} SET id = @0, doc = @1, etag = @2, lsn = @3, ts = @4, expires_at = @5 WHERE row = @6",
        SortKey.OfText(id), item.Document, item.ETag, lsn, NowSeconds, expiresAt, item.Row));

    public void Delete(StoredItem item) =>
        session.Execute($"DELETE FROM {Container.Table} WHERE row = @0", item.Row);

    private void Enforced(Action write)
    {
        try
        {
            write();
        }
        catch (SqliteException error) when (error.SqliteErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT)
        {
            // SQLite names the index it violated; the id's is an ordinary one, unique keys are expressions.
            throw error.Message.Contains($"{Container.Table}_unique_", StringComparison.Ordinal)
                ? CosmosError.UniqueKeyTaken()
                : CosmosError.IdTaken();
        }
    }
}
