using System.Text.Json;

namespace Chat.Local.Cosmos.Query;

/// <summary>Recursive descent over scalar expressions, weakest binding first.</summary>
internal sealed class ExpressionParser
{
    private static readonly Dictionary<string, Comparator> Comparators = new()
    {
        ["="] = Comparator.Equal,
        ["!="] = Comparator.NotEqual,
        ["<>"] = Comparator.NotEqual,
        ["<"] = Comparator.Less,
        ["<="] = Comparator.LessOrEqual,
        [">"] = Comparator.Greater,
        [">="] = Comparator.GreaterOrEqual,
    };

    private const int MaximumDepth = 200;
    private readonly TokenReader _tokens;
    private readonly OperandParser _operands;
    private int _depth;

    public ExpressionParser(TokenReader tokens, string alias) =>
        (_tokens, _operands) = (tokens, new OperandParser(tokens, alias, Read));

    public Expression Read()
    {
        LimitDepth(++_depth);
        var left = ReadOr();
        for (var links = 0; _tokens.TryTake("??"); links++)
        {
            LimitDepth(links);
            left = new Coalesce(left, ReadOr());
        }

        if (_tokens.TryTake("?"))
        {
            var then = Read();
            _tokens.Expect(":");
            left = new Conditional(left, then, Read());
        }

        _depth--;
        return left;
    }

    /// <summary>The count of TOP, OFFSET or LIMIT. Not an expression: the star after TOP 5 is not a
    /// multiplication.</summary>
    public Expression ReadCount() => _tokens.Current.Kind is TokenKind.Number or TokenKind.Parameter
        ? _operands.Read()
        : throw _tokens.Unexpected("expected a number or a parameter");

    private Expression ReadOr() => Chain("OR", ReadAnd, terms => new Or(terms));

    private Expression ReadAnd() => Chain("AND", ReadNot, terms => new And(terms));

    private Expression Chain(string word, Func<Expression> operand, Func<List<Expression>, Expression> join)
    {
        var first = operand();
        if (!_tokens.Current.Is(word))
        {
            return first;
        }

        List<Expression> terms = [first];
        while (_tokens.TryTake(word))
        {
            terms.Add(operand());
        }

        return join(terms);
    }

    private Expression ReadNot()
    {
        var negations = 0;
        while (_tokens.TryTake("NOT"))
        {
            negations++;
        }

        var operand = ReadComparison();
        for (; negations > 0; negations--)
        {
            operand = new Not(operand);
        }

        return operand;
    }

    private Expression ReadComparison()
    {
        var left = ReadConcatenation();
        for (var links = 0; ; links++)
        {
            LimitDepth(links);
            if (_tokens.Current.Kind == TokenKind.Symbol
                && Comparators.TryGetValue(_tokens.Current.Value, out var comparator))
            {
                _tokens.Take();
                left = new Comparison(comparator, left, ReadConcatenation());
            }
            else if (_tokens.Current.Is("NOT") && (_tokens.NextIs("IN") || _tokens.NextIs("BETWEEN")))
            {
                _tokens.Take();
                left = new Not(ReadMembership(left));
            }
            else if (_tokens.Current.Is("IN") || _tokens.Current.Is("BETWEEN"))
            {
                left = ReadMembership(left);
            }
            else
            {
                return left;
            }
        }
    }

    private Expression ReadMembership(Expression value)
    {
        if (_tokens.TryTake("BETWEEN"))
        {
            var low = ReadConcatenation();
            _tokens.Expect("AND");
            return new And([
                new Comparison(Comparator.GreaterOrEqual, value, low),
                new Comparison(Comparator.LessOrEqual, value, ReadConcatenation())]);
        }

        _tokens.Expect("IN");
        _tokens.Expect("(");
        var options = _tokens.List(Read);
        _tokens.Expect(")");
        return new In(value, options);
    }

    private Expression ReadConcatenation()
    {
        var left = ReadSum();
        for (var links = 0; _tokens.TryTake("||"); links++)
        {
            LimitDepth(links);
            left = Functions.Call("CONCAT", [left, ReadSum()]);
        }

        return left;
    }

    private Expression ReadSum() => Binary(ReadProduct, "+", "-");

    private Expression ReadProduct() => Binary(ReadUnary, "*", "/", "%");

    private Expression Binary(Func<Expression> operand, params string[] operators)
    {
        var left = operand();
        for (var links = 0; operators.Any(_tokens.Current.Is); links++)
        {
            LimitDepth(links);
            left = new Arithmetic(_tokens.Take().Value[0], left, operand());
        }

        return left;
    }

    private Expression ReadUnary()
    {
        var isNegative = false;
        while (_tokens.Current.Is("-") || _tokens.Current.Is("+"))
        {
            isNegative ^= _tokens.Take().Value == "-";
        }

        var operand = ReadMembers(_operands.Read());
        return (isNegative, operand) switch
        {
            (false, _) => operand,
            (true, Literal { Value.ValueKind: JsonValueKind.Number } number) =>
                new Literal(Json.Of(-number.Value.GetDouble())),
            _ => new Arithmetic('-', new Literal(Json.Of(0)), operand),
        };
    }

    private Expression ReadMembers(Expression owner)
    {
        for (var links = 0; ; links++)
        {
            LimitDepth(links);
            if (_tokens.TryTake("."))
            {
                owner = new Member(owner, new Literal(Json.Of(_tokens.TakeWord("a property name"))));
            }
            else if (_tokens.TryTake("["))
            {
                owner = new Member(owner, Read());
                _tokens.Expect("]");
            }
            else
            {
                return owner;
            }
        }
    }

    // A query may be 256 KB of parentheses; the stack of parser and evaluator is not that deep.
    private static void LimitDepth(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw CosmosError.BadRequest($"The query nests more than {MaximumDepth} expressions.");
        }
    }
}
