using Chat.Local.Cosmos.Items;
using Chat.Local.Cosmos.Query;
using Chat.Local.Cosmos.Storage;

namespace Chat.Local.Cosmos.ChangeFeed;

/// <param name="AfterLsn">Only what later transactions changed.</param>
/// <param name="SinceSeconds">Only what was changed in this second or later.</param>
internal readonly record struct ChangeFeedStart(long AfterLsn, long SinceSeconds);

/// <param name="NextLsn">Where the next page starts.</param>
internal sealed record ChangeFeedPage(byte[] Documents, int Count, long NextLsn, double Charge);

/// <summary>One page of the latest versions, in the order of their transactions.</summary>
internal sealed class ChangeFeedRun(SqliteStore session, ItemTable table, PartitionScope scope)
{
    public ChangeFeedPage Read(ChangeFeedStart start, int pageSize)
    {
        var page = new PageWriter(pageSize);
        var last = table.CurrentLsn();
        var first = scope.Values.Count;
        using var rows = session.Query(
            $"""
            SELECT doc, lsn FROM {table.Container.Table} INDEXED BY {table.Container.Table}_lsn
            WHERE lsn > @{first} AND ts >= @{first + 1} AND {ItemTable.Live(first + 2)} AND {scope.Condition}
            ORDER BY lsn, row
            """,
            [.. scope.Values, start.AfterLsn, start.SinceSeconds, table.NowSeconds]);
        long? previous = null;
        while (rows.Read())
        {
            var lsn = rows.GetInt64(1);
            // The continuation is an lsn, so a page ends between transactions, even if that makes it larger.
            if (page.IsFull && lsn != previous)
            {
                last = previous!.Value;
                break;
            }

            page.Add(rows.GetFieldValue<byte[]>(0));
            previous = lsn;
        }

        return new ChangeFeedPage(page.ToArray(), page.Count, last, RequestCharge.OfQuery(page.Count, page.Bytes));
    }
}
