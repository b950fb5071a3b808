using System.Text.Json;

namespace Chat.Local.Cosmos.Query;

/// <summary>A chain of OR: true wins over undefined, undefined over false. One node however long the chain is, since
/// ReadMany sends a thousand terms.</summary>
internal sealed record Or(IReadOnlyList<Expression> Terms) : Expression
{
    public override IEnumerable<Expression> Children => Terms;

    public override JsonElement Evaluate(Row row) => Values.Decide(Terms, row, decisive: true);
}

/// <summary>A chain of AND: false wins over undefined, undefined over true.</summary>
internal sealed record And(IReadOnlyList<Expression> Terms) : Expression
{
    public override IEnumerable<Expression> Children => Terms;

    public override JsonElement Evaluate(Row row) => Values.Decide(Terms, row, decisive: false);
}

internal sealed record Not(Expression Operand) : Expression
{
    public override IEnumerable<Expression> Children => [Operand];

    public override JsonElement Evaluate(Row row) => Operand.Evaluate(row).ValueKind switch
    {
        JsonValueKind.True => Json.False,
        JsonValueKind.False => Json.True,
        _ => default,
    };
}

internal enum Comparator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

internal sealed record Comparison(Comparator Operator, Expression Left, Expression Right) : Expression
{
    public override IEnumerable<Expression> Children => [Left, Right];

    public override JsonElement Evaluate(Row row)
    {
        var (left, right) = (Left.Evaluate(row), Right.Evaluate(row));
        if (!Values.IsDefined(left) || !Values.IsDefined(right))
        {
            return default;
        }

        if (Operator is Comparator.Equal or Comparator.NotEqual)
        {
            return Json.Of(Values.AreEqual(left, right) == (Operator == Comparator.Equal));
        }

        // Values of two types have no order: undefined, not false, so NOT does not make it true.
        return Values.Compare(left, right) is { } order ? Json.Of(Holds(order)) : default;
    }

    private bool Holds(int order) => Operator switch
    {
        Comparator.Less => order < 0,
        Comparator.LessOrEqual => order <= 0,
        Comparator.Greater => order > 0,
        _ => order >= 0,
    };
}

/// <summary><c>x IN (a, b)</c>.</summary>
internal sealed record In(Expression Value, IReadOnlyList<Expression> Options) : Expression
{
    public override IEnumerable<Expression> Children => [Value, .. Options];

    public override JsonElement Evaluate(Row row)
    {
        var value = Value.Evaluate(row);
        return Values.IsDefined(value)
            ? Json.Of(Options.Any(option => Values.AreEqual(value, option.Evaluate(row))))
            : default;
    }
}

/// <summary><c>a ?? b</c>.</summary>
internal sealed record Coalesce(Expression Left, Expression Right) : Expression
{
    public override IEnumerable<Expression> Children => [Left, Right];

    public override JsonElement Evaluate(Row row) =>
        Left.Evaluate(row) is var value && Values.IsDefined(value) ? value : Right.Evaluate(row);
}

/// <summary><c>a ? b : c</c>.</summary>
internal sealed record Conditional(Expression Condition, Expression Then, Expression Else) : Expression
{
    public override IEnumerable<Expression> Children => [Condition, Then, Else];

    public override JsonElement Evaluate(Row row) =>
        Condition.Evaluate(row).ValueKind == JsonValueKind.True ? Then.Evaluate(row) : Else.Evaluate(row);
}

internal sealed record Arithmetic(char Operator, Expression Left, Expression Right) : Expression
{
    public override IEnumerable<Expression> Children => [Left, Right];

    public override JsonElement Evaluate(Row row)
    {
        var (left, right) = (Left.Evaluate(row), Right.Evaluate(row));
        if (left.ValueKind != JsonValueKind.Number || right.ValueKind != JsonValueKind.Number)
        {
            return default;
        }

        var (a, b) = (left.GetDouble(), right.GetDouble());
        return Json.Of(Operator switch
        {
            '+' => a + b,
            '-' => a - b,
            '*' => a * b,
            '/' => a / b,
            _ => a % b,
        });
    }
}
