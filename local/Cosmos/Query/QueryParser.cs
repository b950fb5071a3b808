namespace Chat.Local.Cosmos.Query;

/// <summary>Reads a whole query. What is known to the language but not to this emulator is refused by name.</summary>
internal sealed class QueryParser
{
    private const int RememberedCharacters = 4_000_000;
    private static readonly string[] ClauseWords = ["WHERE", "ORDER", "GROUP", "OFFSET", "JOIN", "IN"];
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, SelectQuery> Parsed = [];
    private static int _remembered;

    private readonly TokenReader _tokens;
    private readonly string _alias;
    private readonly ExpressionParser _expressions;

    private QueryParser(string text)
    {
        var tokens = Tokenizer.Tokenize(text);
        _tokens = new TokenReader(tokens);
        // Told here, because the SELECT clause before it already uses names that only JOIN explains.
        if (tokens.Zip(tokens.Skip(1)).Any(pair => pair.Second.Is("JOIN") && !pair.First.Is(".")))
        {
            throw QueryError.Unsupported("JOIN");
        }

        _alias = AliasOf(tokens);
        _expressions = new ExpressionParser(_tokens, _alias);
    }

    /// <summary>Parses query text. Texts recur (a program has few, ReadMany's are long), so results are
    /// remembered.</summary>
    public static SelectQuery Parse(string text)
    {
        lock (Gate)
        {
            if (Parsed.TryGetValue(text, out var known))
            {
                return known;
            }
        }

        var query = new QueryParser(text).ReadQuery();
        lock (Gate)
        {
            _remembered += text.Length;
            if (_remembered > RememberedCharacters)
            {
                Parsed.Clear();
                _remembered = text.Length;
            }

            return Parsed[text] = query;
        }
    }

    private SelectQuery ReadQuery()
    {
        _tokens.Expect("SELECT");
        Refuse("DISTINCT");
        var top = _tokens.TryTake("TOP") ? _expressions.ReadCount() : null;
        var projection = ReadProjection();
        ReadFrom();
        var where = _tokens.TryTake("WHERE") ? _expressions.Read() : null;
        Refuse("GROUP");
        var order = ReadOrder();
        var (offset, limit) = ReadOffsetLimit();
        if (_tokens.Current.Kind != TokenKind.End)
        {
            throw _tokens.Unexpected("expected the end of the query");
        }

        if (top is not null && limit is not null)
        {
            throw CosmosError.BadRequest("TOP and OFFSET LIMIT cannot stand in one query.");
        }

        return new SelectQuery(projection, where, order, offset, top ?? limit);
    }

    private Expression? ReadProjection()
    {
        if (_tokens.TryTake("*"))
        {
            return null;
        }

        if (_tokens.TryTake("VALUE"))
        {
            return _expressions.Read();
        }

        var unnamed = 0;
        return new ObjectLiteral(_tokens.List(() =>
        {
            var value = _expressions.Read();
            var name = _tokens.TryTake("AS") || _tokens.Current.Kind == TokenKind.Word && !_tokens.Current.Is("FROM")
                ? _tokens.TakeWord("a name")
                : NameOf(value) ?? $"${++unnamed}";
            return (name, value);
        }));
    }

    private string? NameOf(Expression value) => value is Root ? _alias : Member.PathOf(value)?.Steps[^1];

    private void ReadFrom()
    {
        if (!_tokens.TryTake("FROM"))
        {
            return;
        }

        _tokens.TakeWord("the name of the item");
        Refuse("IN");
        if (_tokens.Current.Is("."))
        {
            throw QueryError.Unsupported("FROM over a part of the item");
        }

        if (_tokens.TryTake("AS") || _tokens.Current.Value == _alias)
        {
            _tokens.TakeWord("the name of the item");
        }

        Refuse("IN");
    }

    private List<OrderItem> ReadOrder()
    {
        if (!_tokens.TryTake("ORDER"))
        {
            return [];
        }

        _tokens.Expect("BY");
        return _tokens.List(() =>
        {
            var path = Member.PathOf(_expressions.Read())
                ?? throw CosmosError.BadRequest("ORDER BY takes property paths only.");
            var descending = _tokens.TryTake("DESC");
            if (!descending)
            {
                _tokens.TryTake("ASC");
            }

            return new OrderItem(path, descending);
        });
    }

    private (Expression? Offset, Expression? Limit) ReadOffsetLimit()
    {
        if (!_tokens.TryTake("OFFSET"))
        {
            return (null, null);
        }

        var offset = _expressions.ReadCount();
        _tokens.Expect("LIMIT");
        return (offset, _expressions.ReadCount());
    }

    private void Refuse(string word)
    {
        if (_tokens.Current.Is(word))
        {
            throw QueryError.Unsupported(word == "GROUP" ? "GROUP BY" : word);
        }
    }

    // The SELECT clause uses the name that FROM gives later, so FROM is looked up first.
    private static string AliasOf(IReadOnlyList<Token> tokens)
    {
        var from = tokens.Index().FirstOrDefault(entry => entry.Item.Is("FROM"), (-1, default)).Index;
        if (from < 0 || tokens[from + 1].Kind != TokenKind.Word)
        {
            return "root";
        }

        var next = Math.Min(from + 2, tokens.Count - 1);
        var alias = tokens[next].Is("AS") ? Math.Min(next + 1, tokens.Count - 1) : next;
        return tokens[alias].Kind == TokenKind.Word && !IsClause(tokens[alias])
            ? tokens[alias].Value
            : tokens[from + 1].Value;
    }

    private static bool IsClause(Token token) =>
        ClauseWords.Any(token.Is);
}
