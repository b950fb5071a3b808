using System.Globalization;
using System.Text.Json;

namespace Chat.Local.Cosmos.Query;

/// <summary>Reads what operators stand between: constants, parameters, the item, calls, and anything in
/// brackets.</summary>
internal sealed class OperandParser(TokenReader tokens, string alias, Func<Expression> readExpression)
{
    private static readonly string[] AggregateNames = ["COUNT", "MIN", "MAX", "SUM", "AVG"];

    public Expression Read()
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
        Json.Of(double.Parse(tokens.Take().Value, CultureInfo.InvariantCulture));

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
        List<Expression> arguments = tokens.Current.Is(")") ? [] : tokens.List(readExpression);
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

            var inner = readExpression();
            tokens.Expect(")");
            return inner;
        }

        if (tokens.TryTake("["))
        {
            List<Expression> items = tokens.Current.Is("]") ? [] : tokens.List(readExpression);
            tokens.Expect("]");
            return new ArrayLiteral(items);
        }

        return tokens.TryTake("{") ? ReadObject() : throw tokens.Unexpected("expected a value");
    }

    private ObjectLiteral ReadObject()
    {
        List<(string, Expression)> properties = tokens.Current.Is("}") ? [] : tokens.List(() =>
        {
            var name = tokens.Current.Kind == TokenKind.Text ? tokens.Take().Value : tokens.TakeWord("a property name");
            tokens.Expect(":");
            return (name, readExpression());
        });
        tokens.Expect("}");
        return new ObjectLiteral(properties);
    }
}
