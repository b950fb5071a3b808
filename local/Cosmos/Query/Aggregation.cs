using System.Text.Json;

namespace Chat.Local.Cosmos.Query;

/// <summary>One aggregate on its way over the items.</summary>
internal sealed class Aggregation(AggregateCall call)
{
    private long _count;
    private double _sum;
    private bool _isSpoiled;
    private JsonElement _best;

    public AggregateCall Call { get; } = call;

    /// <summary>Undefined values do not take part. A value that cannot be summed makes the whole sum
    /// undefined.</summary>
    public void Add(Row row)
    {
        var value = Call.Argument.Evaluate(row);
        if (!Values.IsDefined(value))
        {
            return;
        }

        _count++;
        if (Call.Name is "SUM" or "AVG")
        {
            _isSpoiled |= value.ValueKind != JsonValueKind.Number;
            _sum += value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;
        }
        else if (Call.Name is "MIN" or "MAX" && (_count == 1 || IsBetter(value)))
        {
            // The row's document is released after this row, so what outlives it is copied.
            _best = value.Clone();
        }
    }

    public JsonElement Result() => Call.Name switch
    {
        "COUNT" => Json.Of(_count),
        "SUM" => _isSpoiled ? default : Json.Of(_sum),
        "AVG" => _isSpoiled || _count == 0 ? default : Json.Of(_sum / _count),
        _ => _best,
    };

    private bool IsBetter(JsonElement value)
    {
        var order = Keys.SortKey.Of(value).AsSpan().SequenceCompareTo(Keys.SortKey.Of(_best));
        return Call.Name == "MIN" ? order < 0 : order > 0;
    }
}
