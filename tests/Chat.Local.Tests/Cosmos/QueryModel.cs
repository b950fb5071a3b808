using System.Text.Json;
using Chat.Local.Cosmos.Items;
using Chat.Local.Cosmos.Query;
using Chat.Local.Cosmos.Storage;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Chat.Local.Tests.Cosmos;

/// <summary>Random queries over random items answer what a plain LINQ model answers, whatever indexes, alternatives and
/// pages the engine uses on the way.</summary>
public sealed class QueryModel
{
    [Property(Arbitrary = [typeof(Scenarios)], MaxTest = 200)]
    public async Task Queries_agree_with_the_model(Scenario one)
    {
        using var store = new SqliteStore(null);
        var catalog = new Catalog(store, TimeProvider.System);
        var container = catalog.CreateContainer(catalog.CreateDatabase("db"), JsonElement.Parse(
            """{"id":"c","partitionKey":{"paths":["/p"]}}"""));
        var items = new ItemService(store, TimeProvider.System);
        foreach (var item in one.Items)
        {
            var json = item.Json();
            await items.RunAsync(container, new ItemCommand(ItemVerb.Create, container.KeyOf(JsonElement.Parse(json)), null, System.Text.Encoding.UTF8.GetBytes(json)));
        }

        var scope = one.Partition is { } partition
            ? PartitionScope.Key(container.KeyOf(JsonElement.Parse($$"""{"p":{{partition}}}""")), 1)
            : PartitionScope.Everything;
        var found = new List<string>();
        string? continuation = null;
        do
        {
            var request = new QueryRequest(new QueryText(one.Sql, new Dictionary<string, JsonElement>()), scope, one.PageSize, continuation);
            var page = (await items.InSessionAsync(container, (session, table) => new QueryRun(session, table, request).Run())).Value;
            Assert.True(page.Count <= one.PageSize);
            found.AddRange(JsonElement.Parse([(byte)'[', .. page.Documents, (byte)']']).EnumerateArray().Select(id => id.GetString()!));
            // A continuation that does not move on fails here instead of paging forever.
            Assert.True(found.Count <= one.Items.Length);
            continuation = page.Continuation;
        }
        while (continuation is not null);

        Assert.Equal(one.Expected(), found);
    }

    /// <param name="Value">The JSON of property n, or null when the item has none.</param>
    public sealed record Item(int Id, int Partition, string? Value)
    {
        public string Json() => $$"""{"id":"{{Id}}","p":{{Partition}}{{(Value is null ? "" : $",\"n\":{Value}")}}}""";
    }

    /// <summary>A filter in both worlds: as text, and as a function to true, false or undefined.</summary>
    public sealed record Filter(string Sql, Func<Item, bool?> Holds);

    public sealed record Scenario(Item[] Items, Filter Filter, int? Partition, bool? Descending, int? Top, int PageSize)
    {
        public string Sql => $"SELECT {(Top is null ? "" : $"TOP {Top} ")}VALUE c.id FROM c WHERE {Filter.Sql}"
            + (Descending is null ? "" : $" ORDER BY c.n {(Descending == true ? "DESC" : "ASC")}");

        public List<string> Expected()
        {
            var matching = Items.Where(item => (Partition is null || item.Partition == Partition) && Filter.Holds(item) == true);
            var ordered = Descending switch
            {
                null => matching,
                false => matching.OrderBy(item => item.Value, Order).ThenBy(item => item.Id),
                true => matching.OrderByDescending(item => item.Value, Order).ThenByDescending(item => item.Id),
            };
            return [.. ordered.Take(Top ?? int.MaxValue).Select(item => item.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        }

        public override string ToString() => $"{Sql} [partition {Partition}, pages of {PageSize}] over {string.Join(' ', Items.Select(item => item.Json()))}";

        private static readonly Comparer<string?> Order = Comparer<string?>.Create((left, right) =>
            (Rank(left), Number(left), Text(left)).CompareTo((Rank(right), Number(right), Text(right))));
    }

    internal static class Scenarios
    {
        private static readonly string?[] Values = [null, "null", "true", "false", "-1", "0", "1", "2", "2.5", "3", "\"1\"", "\"a\"", "\"b\""];

        public static Arbitrary<Scenario> Any() => (
            from count in Gen.Choose(0, 25)
            from values in Gen.Elements(Values).ArrayOf(count)
            from partitions in Gen.Choose(0, 2).ArrayOf(count)
            from filter in Filters(3)
            from partition in Gen.Elements<int?>(null, 0, 1)
            from backwards in Gen.Elements<bool?>(null, false, true)
            from top in Gen.Elements<int?>(null, null, 0, 1, 3, 10)
            from pageSize in Gen.Elements(1, 2, 7, 100)
            select new Scenario(
                [.. Enumerable.Range(0, count).Select(id => new Item(id, partitions[id], values[id]))],
                filter, partition, backwards, top, pageSize)).ToArbitrary();

        private static Gen<Filter> Filters(int depth) => depth == 0 ? Leaves() : Gen.OneOf(
            Leaves(),
            Filters(depth - 1).Select(inner => new Filter($"NOT ({inner.Sql})", item => !inner.Holds(item))),
            Pairs(depth, "AND", (left, right) => left & right),
            Pairs(depth, "OR", (left, right) => left | right));

        private static Gen<Filter> Pairs(int depth, string word, Func<bool?, bool?, bool?> combine) =>
            from left in Filters(depth - 1)
            from right in Filters(depth - 1)
            select new Filter($"({left.Sql} {word} {right.Sql})", item => combine(left.Holds(item), right.Holds(item)));

        private static Gen<Filter> Leaves() => Gen.OneOf(
            from sign in Gen.Elements("=", "!=", "<", "<=", ">", ">=")
            from value in Gen.Elements(Values).Where(value => value is not null)
            from turned in Gen.Elements(true, false)
            select Compare(sign, value, turned),
            Gen.Constant(new Filter("IS_DEFINED(c.n)", item => item.Value is not null)),
            Gen.Constant(new Filter("STARTSWITH(c.n, 'a')", item => Rank(item.Value) == 5 ? Text(item.Value).StartsWith('a') : null)),
            Gen.Choose(0, 2).Select(key => new Filter($"c.p = {key}", item => item.Partition == key)),
            Gen.Constant(new Filter("c.n IN (1, 'a', null)", item =>
                item.Value is null ? null : item.Value is "1" or "\"a\"" or "null")));

        private static Filter Compare(string sign, string value, bool turned)
        {
            var sql = turned ? $"{value} {sign} c.n" : $"c.n {sign} {value}";
            return new Filter(sql, item => Holds(sign, turned ? value : item.Value, turned ? item.Value : value));
        }

        private static bool? Holds(string sign, string? left, string? right)
        {
            if (left is null || right is null)
            {
                return null;
            }

            if (sign is "=" or "!=")
            {
                return left == right == (sign == "=");
            }

            // true and false are one type, two ranks.
            var isOneType = Rank(left) == Rank(right) || (Rank(left) is 2 or 3 && Rank(right) is 2 or 3);
            var order = (Rank(left), Number(left), Text(left)).CompareTo((Rank(right), Number(right), Text(right)));
            return isOneType ? sign switch { "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 } : null;
        }
    }

    private static int Rank(string? value) => value switch
    {
        null => 0,
        "null" => 1,
        "false" => 2,
        "true" => 3,
        ['"', ..] => 5,
        _ => 4,
    };

    private static double Number(string? value) =>
        Rank(value) == 4 ? double.Parse(value!, System.Globalization.CultureInfo.InvariantCulture) : 0;

    private static string Text(string? value) => Rank(value) == 5 ? value!.Trim('"') : "";
}
