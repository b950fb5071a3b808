using System.Text.Json;
using Chat.Local.Cosmos.Keys;

namespace Chat.Local.Cosmos.Query;

/// <summary>A scalar expression. An element of kind Undefined stands for the language's undefined.</summary>
internal abstract record Expression
{
    public abstract JsonElement Evaluate(Row row);

    public virtual IEnumerable<Expression> Children => [];
}

internal sealed record Literal(JsonElement Value) : Expression
{
    public override JsonElement Evaluate(Row row) => Value;
}

internal sealed record Parameter(string Name) : Expression
{
    public override JsonElement Evaluate(Row row) => row.Parameters.TryGetValue(Name, out var value)
        ? value
        : throw CosmosError.BadRequest($"The query uses the parameter {Name}, which the request does not carry.");
}

/// <summary>The item itself: the name given in FROM.</summary>
internal sealed record Root : Expression
{
    public override JsonElement Evaluate(Row row) => row.Root;
}

/// <summary><c>c.name</c>, <c>c["name"]</c> and <c>c.list[0]</c>.</summary>
internal sealed record Member(Expression Owner, Expression Selector) : Expression
{
    public override IEnumerable<Expression> Children => [Owner, Selector];

    public override JsonElement Evaluate(Row row)
    {
        var owner = Owner.Evaluate(row);
        var selector = Selector.Evaluate(row);
        if (owner.ValueKind == JsonValueKind.Object && selector.ValueKind == JsonValueKind.String)
        {
            return owner.TryGetProperty(selector.GetString()!, out var value) ? value : default;
        }

        var isIndex = owner.ValueKind == JsonValueKind.Array && selector.ValueKind == JsonValueKind.Number;
        return isIndex && selector.TryGetInt32(out var index) && index >= 0 && index < owner.GetArrayLength()
            ? owner[index]
            : default;
    }

    /// <summary>The path of names from the item to here, or null when the expression is more than that.</summary>
    public static JsonPath? PathOf(Expression expression) => expression switch
    {
        Member { Selector: Literal { Value.ValueKind: JsonValueKind.String } name, Owner: Root } =>
            new JsonPath([name.Value.GetString()!]),
        Member { Selector: Literal { Value.ValueKind: JsonValueKind.String } name } member
            when PathOf(member.Owner) is { } owner =>
            new JsonPath([.. owner.Steps, name.Value.GetString()!]),
        _ => null,
    };
}

internal sealed record ArrayLiteral(IReadOnlyList<Expression> Items) : Expression
{
    public override IEnumerable<Expression> Children => Items;

    public override JsonElement Evaluate(Row row) => Json.Element(writer =>
    {
        writer.WriteStartArray();
        foreach (var item in Items.Select(item => item.Evaluate(row)).Where(Values.IsDefined))
        {
            item.WriteTo(writer);
        }

        writer.WriteEndArray();
    });
}

internal sealed record ObjectLiteral(IReadOnlyList<(string Name, Expression Value)> Properties) : Expression
{
    public override IEnumerable<Expression> Children => Properties.Select(property => property.Value);

    public override JsonElement Evaluate(Row row) => Json.Element(writer =>
    {
        writer.WriteStartObject();
        foreach (var (name, expression) in Properties)
        {
            if (expression.Evaluate(row) is var value && Values.IsDefined(value))
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    });
}

internal sealed record FunctionCall(
    string Name, Func<JsonElement[], JsonElement> Function, IReadOnlyList<Expression> Arguments) : Expression
{
    public override IEnumerable<Expression> Children => Arguments;

    public override JsonElement Evaluate(Row row) =>
        Function([.. Arguments.Select(argument => argument.Evaluate(row))]);
}

/// <summary>COUNT, MIN, MAX, SUM or AVG: its value is worked out over all items before the row is projected.</summary>
internal sealed record AggregateCall(string Name, Expression Argument) : Expression
{
    public override IEnumerable<Expression> Children => [Argument];

    public override JsonElement Evaluate(Row row) => row.Aggregates is { } values
        ? values[this]
        : throw CosmosError.BadRequest($"{Name} can stand in the SELECT clause only.");
}
