using System.Text.Json;
using Chat.Local.Cosmos.Items;
using Chat.Local.Cosmos.Storage;

namespace Chat.Local.Cosmos.Query;

/// <summary>One page of one query.</summary>
internal sealed class QueryRun(SqliteStore session, ItemTable table, QueryRequest request)
{
    private readonly SelectQuery _query = QueryParser.Parse(request.Text.Query);
    private readonly Row _constants = new(default, request.Text.Parameters);
    private readonly Continuation? _from = Continuation.Parse(request.Continuation, request.Text.Query);
    private readonly PageWriter _page = new(request.PageSize);
    private int _itemsRead;

    public QueryPage Run()
    {
        OrderRules.Check(_query.Order, table.Container.Indexing);
        if (KeyLookup.Of(_query, table.Container, _constants) is { } keys)
        {
            return LookUp(keys);
        }

        return _query.Aggregates.Count > 0 ? Aggregate() : Scan();
    }

    private QueryPage LookUp(IReadOnlyList<(string Epk, string Id)> keys)
    {
        // A token counts the keys looked up, not the items found: it means the same after any write.
        var next = (int)(_from?.Returned ?? 0);
        for (; next < keys.Count && !_page.IsFull; next++)
        {
            var (epk, id) = keys[next];
            if (request.Scope.Contains(epk) && table.Find(epk, id) is { } item)
            {
                _itemsRead++;
                _page.Add(item.Document);
            }
        }

        return Page(next < keys.Count ? Continuation.Token(request.Text.Query, next, null) : null);
    }

    private QueryPage Aggregate()
    {
        var aggregations = _query.Aggregates.Select(call => new Aggregation(call)).ToList();
        foreach (var (_, _, document) in Matches())
        {
            foreach (var aggregation in aggregations)
            {
                aggregation.Add(_constants with { Root = document.RootElement });
            }
        }

        var values = aggregations.ToDictionary(aggregation => aggregation.Call, aggregation => aggregation.Result());
        Project(_constants with { Aggregates = values });
        return Page(null);
    }

    private QueryPage Scan()
    {
        var limit = Count(_query.Limit) ?? long.MaxValue;
        var skip = _from is null ? Count(_query.Offset) ?? 0 : 0;
        var returned = _from?.Returned ?? 0;
        Position? last = null;
        if (returned >= limit)
        {
            return Page(null);
        }

        foreach (var (row, bytes, document) in Matches())
        {
            if (_page.IsFull)
            {
                return Page(Continuation.Token(request.Text.Query, returned, last));
            }

            if (skip-- > 0)
            {
                continue;
            }

            Emit(bytes, document.RootElement);
            last = Position.Of(bytes, row, _query.Order);
            if (++returned == limit)
            {
                break;
            }
        }

        return Page(null);
    }

    private IEnumerable<(long Row, byte[] Bytes, JsonDocument Document)> Matches()
    {
        var candidates = new CandidateQuery(
            table.Container, request.Scope, _query, _constants, _from?.After, table.NowSeconds);
        foreach (var columns in candidates.Indexes)
        {
            QueryIndexes.Ensure(session, table.Container, columns);
        }

        using var rows = session.Query(candidates.Sql, candidates.Parameters);
        while (rows.Read())
        {
            _itemsRead++;
            var bytes = rows.GetFieldValue<byte[]>(1);
            using var document = JsonDocument.Parse(bytes);
            if (_query.Where is null
                || Values.IsTrue(_query.Where.Evaluate(_constants with { Root = document.RootElement })))
            {
                yield return (rows.GetInt64(0), bytes, document);
            }
        }
    }

    private void Emit(byte[] bytes, JsonElement document)
    {
        if (_query.Projection is null or Root)
        {
            _page.Add(bytes);
        }
        else
        {
            Project(_constants with { Root = document });
        }
    }

    // A value that is undefined has no JSON form: the row yields nothing.
    private void Project(Row row)
    {
        if (_query.Projection!.Evaluate(row) is var value && Values.IsDefined(value))
        {
            _page.Add(Json.Write(value.WriteTo));
        }
    }

    private long? Count(Expression? expression)
    {
        if (expression is null)
        {
            return null;
        }

        return expression.Evaluate(_constants) is { ValueKind: JsonValueKind.Number } value
            && value.GetDouble() is >= 0 and < 1e15
            ? (long)value.GetDouble()
            : throw CosmosError.BadRequest("TOP, OFFSET and LIMIT take a whole number that is not negative.");
    }

    private QueryPage Page(string? continuation) => new(
        _page.ToArray(), _page.Count, continuation, RequestCharge.OfQuery(_itemsRead, _page.Bytes));
}
