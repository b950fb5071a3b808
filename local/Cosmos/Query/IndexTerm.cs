using System.Text;
using System.Text.Json;
using Chat.Local.Cosmos.Keys;
using Chat.Local.Cosmos.Storage;

namespace Chat.Local.Cosmos.Query;

/// <summary>A part of the filter that an index on one path answers: bounds on the path's sort key.</summary>
internal sealed record IndexTerm(JsonPath Path, bool IsEquality, IReadOnlyList<(string Operator, byte[] Key)> Bounds)
{
    /// <summary>The term of an expression, or null when no index on a path answers it.</summary>
    public static IndexTerm? Of(Expression expression, Row constants) => expression switch
    {
        Comparison comparison => OfComparison(comparison, constants),
        In list => OfList(list, constants),
        FunctionCall { Name: "STARTSWITH", Arguments: [var text, var prefix] } when PathOf(text) is { } path
            && ConstantOf(prefix, constants) is { ValueKind: JsonValueKind.String } start =>
            new IndexTerm(path, false, [(">=", SortKey.Of(start)), ("<", [.. SortKey.Of(start), 0xFF])]),
        _ => null,
    };

    /// <summary>The path of an expression that may be put into an index's text.</summary>
    public static JsonPath? PathOf(Expression expression) =>
        Member.PathOf(expression) is { } path && IsPlainPath(path) ? path : null;

    public static bool IsPlainPath(JsonPath path) => path.Steps.All(IsPlain);

    /// <summary>Terms with all bounds on one path brought down to the narrowest two. SQLite takes one bound at each end
    /// from a condition, and with a wide one it would walk the rest of the partition.</summary>
    public static IEnumerable<IndexTerm> Narrowed(IEnumerable<IndexTerm> terms) => terms
        .GroupBy(term => (term.Path, term.IsEquality))
        .SelectMany(group => group.Key.IsEquality
            ? group.AsEnumerable()
            : [new IndexTerm(group.Key.Path, false, [.. Narrowest(group.SelectMany(term => term.Bounds))])]);

    public string Condition(Func<byte[], string> parameter) => IsEquality
        ? $"{Schema.Column(Path)} IN ({string.Join(", ", Bounds.Select(bound => parameter(bound.Key)))})"
        : string.Join(
            " AND ", Bounds.Select(bound => $"{Schema.Column(Path)} {bound.Operator} {parameter(bound.Key)}"));

    private static IndexTerm? OfComparison(Comparison comparison, Row constants)
    {
        var (path, other, isTurned) = PathOf(comparison.Left) is { } left
            ? (left, comparison.Right, false)
            : (PathOf(comparison.Right), comparison.Left, true);
        if (path is null || ConstantOf(other, constants) is not { } value || !IsScalar(value))
        {
            return null;
        }

        var key = SortKey.Of(value);
        // Order holds among values of one type only, and the type is the key's first byte.
        (string, byte[]) least = (">=", [key[0]]), above = ("<", [(byte)(key[0] + 1)]);
        return (comparison.Operator, isTurned) switch
        {
            (Comparator.Equal, _) => new IndexTerm(path, true, [("=", key)]),
            _ when value.ValueKind is not (JsonValueKind.Number or JsonValueKind.String) => null,
            (Comparator.Less, false) or (Comparator.Greater, true) => new IndexTerm(path, false, [least, ("<", key)]),
            (Comparator.LessOrEqual, false) or (Comparator.GreaterOrEqual, true) =>
                new IndexTerm(path, false, [least, ("<=", key)]),
            (Comparator.Greater, false) or (Comparator.Less, true) => new IndexTerm(path, false, [(">", key), above]),
            (Comparator.GreaterOrEqual, false) or (Comparator.LessOrEqual, true) =>
                new IndexTerm(path, false, [(">=", key), above]),
            _ => null,
        };
    }

    private static IndexTerm? OfList(In list, Row constants)
    {
        const int longest = 512;
        if (PathOf(list.Value) is not { } path || list.Options.Count > longest)
        {
            return null;
        }

        var values = list.Options.Select(option => ConstantOf(option, constants)).ToList();
        return values.All(value => value is { } defined && IsScalar(defined))
            ? new IndexTerm(path, true, [.. values.Select(value => ("=", SortKey.Of(value!.Value)))])
            : null;
    }

    private static JsonElement? ConstantOf(Expression expression, Row constants) =>
        expression is Literal or Parameter ? expression.Evaluate(constants) : null;

    private static bool IsScalar(JsonElement value) => value.ValueKind
        is JsonValueKind.Number or JsonValueKind.String or JsonValueKind.True or JsonValueKind.False
        or JsonValueKind.Null;

    private static IEnumerable<(string Operator, byte[] Key)> Narrowest(
        IEnumerable<(string Operator, byte[] Key)> bounds)
    {
        // At equal keys the strict bound is the narrower one, and its operator the shorter text.
        var byKey = Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right));
        return bounds.GroupBy(bound => bound.Operator[0]).Select(end => end.Key == '>'
            ? end.OrderByDescending(bound => bound.Key, byKey).ThenBy(bound => bound.Operator.Length).First()
            : end.OrderBy(bound => bound.Key, byKey).ThenBy(bound => bound.Operator.Length).First());
    }

    private static bool IsPlain(string step) =>
        Encoding.UTF8.GetByteCount(step) is > 0 and < 256 && !step.AsSpan().ContainsAny("/\"'\0");
}
