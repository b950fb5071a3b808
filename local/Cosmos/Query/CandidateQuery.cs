using Chat.Local.Cosmos.Keys;
using Chat.Local.Cosmos.Storage;

namespace Chat.Local.Cosmos.Query;

/// <summary>The SQL that yields the items a query has to look at, in the query's order.</summary>
internal sealed class CandidateQuery
{
    private readonly Container _container;
    private readonly PartitionScope _scope;
    private readonly IReadOnlyList<OrderItem> _order;
    private readonly List<object?> _parameters = [];
    private readonly List<string> _conditions = [];

    public CandidateQuery(
        Container container, PartitionScope scope, SelectQuery query, Row constants, Position? after, long nowSeconds)
    {
        (_container, _scope, _order) = (container, scope, query.Order);
        _parameters.AddRange(scope.Values);
        _conditions.Add(ItemTable.Live(_parameters.Count));
        _parameters.Add(nowSeconds);
        AddFilter(Disjuncts.Of(query.Where, constants).Select(Useful).ToList());
        if (after is not null)
        {
            _conditions.Add(After(after));
        }
    }

    /// <summary>The indexes this query is fast with: each a list of column expressions.</summary>
    public List<IReadOnlyList<string>> Indexes { get; } = [];

    public object?[] Parameters => [.. _parameters];

    public string Sql
    {
        get
        {
            var rowDirection = _order is [{ Descending: true }, ..] ? " DESC" : "";
            var order = _order.Select(item => Schema.Column(item.Path) + (item.Descending ? " DESC" : ""));
            return $"SELECT row, doc FROM {_container.Table} WHERE {string.Join(" AND ", _conditions)} "
                + $"ORDER BY {string.Join(", ", order.Append($"row{rowDirection}"))}";
        }
    }

    private void AddFilter(List<List<IndexTerm>> alternatives)
    {
        if (alternatives is [var only])
        {
            _conditions.Add(Alternative(only));
            Indexes.Add(Columns(only, _order));
            return;
        }

        // One look-up per alternative: SQLite would otherwise rather walk the whole partition in the wanted order.
        var lookups = alternatives.Select(terms =>
        {
            Indexes.Add(Columns(terms, []));
            return $"SELECT row FROM {_container.Table} WHERE {Alternative(terms)}";
        });
        _conditions.Add($"row IN ({string.Join(" UNION ", lookups.ToList())})");
    }

    private string Alternative(List<IndexTerm> terms) =>
        string.Join(" AND ", terms.Select(term => term.Condition(Parameter)).Prepend(_scope.Condition));

    private string Parameter(byte[] value)
    {
        _parameters.Add(value);
        return $"@{_parameters.Count - 1}";
    }

    // What the scope pins already need not be looked up again.
    private List<IndexTerm> Useful(IReadOnlyList<IndexTerm> terms) =>
        [
            .. IndexTerm.Narrowed(
                terms.Where(term => !_container.KeyPaths.Take(_scope.PinnedLevels).Contains(term.Path))),
        ];

    private List<string> Columns(List<IndexTerm> terms, IReadOnlyList<OrderItem> order)
    {
        var equal = terms.Where(term => term.IsEquality).Select(term => term.Path)
            .Distinct().OrderBy(path => path.ToString());
        var range = terms.Where(term => !term.IsEquality).Select(term => term.Path).FirstOrDefault();
        // A range on another path than the order's finds fewer items; the few are then sorted.
        var last = range is not null ? [range] : order.Select(item => item.Path);
        var columns = equal.Concat(last).Distinct().Select(Schema.Column);
        return [.. _scope.Column is { } partition ? columns.Prepend(partition) : columns];
    }

    // Keyset continuation: what lies behind the last row returned, whatever was written in between.
    private string After(Position position)
    {
        var rowSign = _order is [{ Descending: true }, ..] ? "<" : ">";
        _parameters.Add(position.Row);
        var condition = $"row {rowSign} @{_parameters.Count - 1}";
        foreach (var (item, key) in _order.Zip(position.Keys).Reverse())
        {
            var (column, sign, value) = (Schema.Column(item.Path), item.Descending ? "<" : ">", Parameter(key));
            condition = $"{column} {sign}= {value} AND ({column} {sign} {value} OR ({condition}))";
        }

        return $"({condition})";
    }
}

/// <summary>A place in the order of a query: the sort keys of the last item returned, and its row.</summary>
internal sealed record Position(IReadOnlyList<byte[]> Keys, long Row)
{
    public static Position Of(byte[] document, long row, IReadOnlyList<OrderItem> order) =>
        new([.. order.Select(item => SortKey.At(document, item.Path))], row);
}
