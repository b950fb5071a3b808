using System.Text.Json;

namespace Chat.Local.Cosmos.Query;

/// <summary>Recursive descent over scalar expressions, weakest binding first.</summary>
internal sealed class ExpressionParser(TokenReader tokens, string alias)
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
    private static readonly string[] AggregateNames = ["COUNT", "MIN", "MAX", "SUM", "AVG"];

    private int _depth;

    public Expression Read()
    {
        LimitDepth(++_depth);
        var left = ReadOr();
        for (var links = 0; tokens.TryTake("??"); links++)
        {
            LimitDepth(links);
            left = new Coalesce(left, ReadOr());
        }

        if (tokens.TryTake("?"))
        {
            var then = Read();
            tokens.Expect(":");
            left = new Conditional(left, then, Read());
        }

        _depth--;
        return left;
    }

    /// <summary>The count of TOP, OFFSET or LIMIT. Not an expression: the star after TOP 5 is not a multiplication.</summary>
    public Expression ReadCount() => tokens.Current.Kind switch
    {
        TokenKind.Number => new Literal(ReadNumber()),
        TokenKind.Parameter => new Parameter(tokens.Take().Value),
        _ => throw tokens.Unexpected("expected a number or a parameter"),
    };

    private Expression ReadOr() => Chain("OR", ReadAnd, terms => new Or(terms));

    private Expression ReadAnd() => Chain("AND", ReadNot, terms => new And(terms));

    private Expression Chain(string word, Func<Expression> operand, Func<List<Expression>, Expression> join)
    {
        var first = operand();
        if (!tokens.Current.Is(word))
        {
            return first;
        }

        List<Expression> terms = [first];
        while (tokens.TryTake(word))
        {
            terms.Add(operand());
        }

        return join(terms);
    }

    private Expression ReadNot()
    {
        var negations = 0;
        while (tokens.TryTake("NOT"))
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
            if (tokens.Current.Kind == TokenKind.Symbol && Comparators.TryGetValue(tokens.Current.Value, out var comparator))
            {
                tokens.Take();
                left = new Comparison(comparator, left, ReadConcatenation());
            }
            else if (tokens.Current.Is("NOT") && (tokens.NextIs("IN") || tokens.NextIs("BETWEEN")))
            {
                tokens.Take();
                left = new Not(ReadMembership(left));
            }
            else if (tokens.Current.Is("IN") || tokens.Current.Is("BETWEEN"))
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
        if (tokens.TryTake("BETWEEN"))
        {
            var low = ReadConcatenation();
            tokens.Expect("AND");
            return new And([
                new Comparison(Comparator.GreaterOrEqual, value, low),
                new Comparison(Comparator.LessOrEqual, value, ReadConcatenation())]);
        }

        tokens.Expect("IN");
        tokens.Expect("(");
        var options = tokens.List(Read);
        tokens.Expect(")");
        return new In(value, options);
    }

    private Expression ReadConcatenation()
    {
        var left = ReadSum();
        for (var links = 0; tokens.TryTake("||"); links++)
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
        for (var links = 0; operators.Any(tokens.Current.Is); links++)
        {
            LimitDepth(links);
            left = new Arithmetic(tokens.Take().Value[0], left, operand());
        }

        return left;
    }

    private Expression ReadUnary()
    {
        var isNegative = false;
        while (tokens.Current.Is("-") || tokens.Current.Is("+"))
        {
            isNegative ^= tokens.Take().Value == "-";
        }

        var operand = ReadMembers(ReadPrimary());
        return (isNegative, operand) switch
        {
            (false, _) => operand,
            (true, Literal { Value.ValueKind: JsonValueKind.Number } number) => new Literal(Json.Of(-number.Value.GetDouble())),
            _ => new Arithmetic('-', new Literal(Json.Of(0)), operand),
        };
    }

    private Expression ReadMembers(Expression owner)
    {
        for (var links = 0; ; links++)
        {
            LimitDepth(links);
            if (tokens.TryTake("."))
            {
                owner = new Member(owner, new Literal(Json.Of(tokens.TakeWord("a property name"))));
            }
            else if (tokens.TryTake("["))
            {
                owner = new Member(owner, Read());
                tokens.Expect("]");
            }
            else
            {
                return owner;
            }
        }
    }

    private Expression ReadPrimary()
    {
        switch (tokens.Current.Kind)
        {
            case TokenKind.Text: return new Literal(Json.Of(tokens.Take().Value));
            case TokenKind.Number: return new Literal(ReadNumber());
            case TokenKind.Parameter: return new Parameter(tokens.Take().Value);
            case TokenKind.Word: return ReadWord();
            default: return ReadBracketed();
        }
    }

    private JsonElement ReadNumber() =>
        Json.Of(double.Parse(tokens.Take().Value, System.Globalization.CultureInfo.InvariantCulture));

    private Expression ReadWord()
    {
        var word = tokens.Current;
        if (tokens.NextIs("("))
        {
            tokens.Take();
            return ReadCall(word);
        }

        if (word.Value == alias)
        {
            tokens.Take();
            return new Root();
        }

        Expression? constant = word.Value.ToUpperInvariant() switch
        {
            "TRUE" => new Literal(Json.True),
            "FALSE" => new Literal(Json.False),
            "NULL" => new Literal(Json.Null),
            "UNDEFINED" => new Literal(default),
            _ => null,
        };
        if (constant is null)
        {
            throw tokens.Unexpected("the name could not be resolved");
        }

        tokens.Take();
        return constant;
    }

    private Expression ReadCall(Token name)
    {
        if (name.Is("EXISTS") || name.Is("ARRAY") || name.Is("ALL"))
        {
            throw QueryError.Unsupported($"the subquery {name.Value.ToUpperInvariant()}");
        }

        tokens.Expect("(");
        List<Expression> arguments = tokens.Current.Is(")") ? [] : tokens.List(Read);
        tokens.Expect(")");
        return AggregateNames.FirstOrDefault(name.Is) is { } aggregate && arguments is [var argument]
            ? new AggregateCall(aggregate, argument)
            : Functions.Call(name.Value, arguments);
    }

    private Expression ReadBracketed()
    {
        if (tokens.TryTake("("))
        {
            if (tokens.Current.Is("SELECT"))
            {
                throw QueryError.Unsupported("a subquery");
            }

            var inner = Read();
            tokens.Expect(")");
            return inner;
        }

        if (tokens.TryTake("["))
        {
            List<Expression> items = tokens.Current.Is("]") ? [] : tokens.List(Read);
            tokens.Expect("]");
            return new ArrayLiteral(items);
        }

        return tokens.TryTake("{") ? ReadObject() : throw tokens.Unexpected("expected a value");
    }

    // A query may be 256 KB of parentheses; the stack of parser and evaluator is not that deep.
    private static void LimitDepth(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw CosmosError.BadRequest($"The query nests more than {MaximumDepth} expressions.");
        }
    }

    private ObjectLiteral ReadObject()
    {
        List<(string, Expression)> properties = tokens.Current.Is("}") ? [] : tokens.List(() =>
        {
            var name = tokens.Current.Kind == TokenKind.Text ? tokens.Take().Value : tokens.TakeWord("a property name");
            tokens.Expect(":");
            return (name, Read());
        });
        tokens.Expect("}");
        return new ObjectLiteral(properties);
    }
}
