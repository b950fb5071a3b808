using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Cosmos.Linq;
using static Chat.Local.Tests.Cosmos.Wire;

namespace Chat.Local.Tests.Cosmos;

/// <summary>Queries inside one partition. Seq runs from 1 to 25; even ones are Ann's, odd ones Bob's.</summary>
public sealed class QueryConformance(QueryConformance.Filled account) : IClassFixture<QueryConformance.Filled>
{
    private static readonly PartitionKey General = In("general");

    [Theory, EveryVariant, Trait("Item", "20"), Trait("Item", "21"), Trait("Item", "38")]
    public async Task An_ordered_query_with_parameters_comes_in_pages(Variant variant)
    {
        var query = Sql("SELECT * FROM c WHERE c.channelId = @c AND c.seq > @s ORDER BY c.seq", ("@c", "general"), ("@s", 12));
        var pages = await PagesAsync<Message>(account.Container(variant), query, General, 5);
        Assert.Equal([5, 5, 3], pages.Select(page => page.Count));
        Assert.Equal(Enumerable.Range(13, 13), pages.SelectMany(page => page).Select(message => (int)message.Seq));
    }

    [Theory, EveryVariant, Trait("Item", "22")]
    public async Task TOP_cuts_an_ordered_query(Variant variant)
    {
        var container = account.Container(variant);
        Assert.Equal([25, 24, 23], await SeqsAsync(container, Sql("SELECT TOP 3 * FROM c ORDER BY c.seq DESC")));
        Assert.Equal([25, 24], await SeqsAsync(container, Sql("SELECT TOP @n * FROM c ORDER BY c.seq DESC", ("@n", 2))));
        Assert.Empty(await SeqsAsync(container, Sql("SELECT TOP 0 * FROM c ORDER BY c.seq DESC")));
    }

    [Theory, EveryVariant, Trait("Item", "23")]
    public async Task OFFSET_LIMIT_takes_a_slice_over_pages(Variant variant)
    {
        var query = Sql("SELECT * FROM c ORDER BY c.seq OFFSET 4 LIMIT 7");
        var pages = await PagesAsync<Message>(account.Container(variant), query, General, 3);
        Assert.Equal([3, 3, 1], pages.Select(page => page.Count));
        Assert.Equal(Enumerable.Range(5, 7), pages.SelectMany(page => page).Select(message => (int)message.Seq));
    }

    [Theory, EveryVariant, Trait("Item", "24")]
    public async Task A_projection_shapes_each_row(Variant variant)
    {
        const string text = """
            SELECT c.seq, c.author AS who, {"tags": c.tags, "none": c.none} AS more, [c.seq + 1, c["seq"] * 2] AS list
            FROM c WHERE c.seq = 3
            """;
        var row = Assert.Single(await AllAsync<JsonElement>(account.Container(variant), Sql(text), General));
        Assert.Equal("""{"seq":3,"who":"Bob","more":{"tags":["third","all"]},"list":[4,6]}""", row.GetRawText());
        var value = await AllAsync<string>(account.Container(variant), Sql("SELECT VALUE c.author FROM c WHERE c.seq = 2"), General);
        Assert.Equal(["Ann"], value);
    }

    [Theory, EveryVariant, Trait("Item", "25"), Trait("Item", "26"), Trait("Item", "38")]
    public async Task Tokens_resume_without_gap_or_double(Variant variant)
    {
        foreach (var text in new[] { "SELECT * FROM c", "SELECT * FROM c ORDER BY c.seq DESC", "SELECT * FROM c ORDER BY c.author" })
        {
            var container = account.Container(variant);
            var straight = await PagesAsync<Message>(container, Sql(text), General, 10);
            var resumed = await ResumedPagesAsync<Message>(container, Sql(text), General, 10);
            Assert.Equal([10, 10, 5], straight.Select(page => page.Count));
            Assert.Equal([10, 10, 5], resumed.Select(page => page.Count));
            var ids = resumed.SelectMany(page => page).Select(message => message.Id).ToList();
            Assert.Equal(straight.SelectMany(page => page).Select(message => message.Id), ids);
            Assert.Equal(25, ids.Distinct().Count());
        }
    }

    [Theory, EveryVariant, Trait("Item", "27")]
    public async Task TOP_counts_over_pages(Variant variant)
    {
        var pages = await PagesAsync<Message>(account.Container(variant), Sql("SELECT TOP 12 * FROM c"), General, 5);
        Assert.Equal([5, 5, 2], pages.Select(page => page.Count));
    }

    [Theory, EveryVariant, Trait("Item", "28"), Trait("Item", "38")]
    public async Task Aggregates_yield_one_value(Variant variant)
    {
        var container = account.Container(variant);
        async Task<double> ValueAsync(string aggregate) => Assert.Single(
            await AllAsync<double>(container, Sql($"SELECT VALUE {aggregate} FROM c WHERE c.seq <= 10"), General));
        Assert.Equal(10, await ValueAsync("COUNT(1)"));
        Assert.Equal(10, await ValueAsync("MAX(c.seq)"));
        Assert.Equal(1, await ValueAsync("MIN(c.seq)"));
        Assert.Equal(55, await ValueAsync("SUM(c.seq)"));
        Assert.Equal(5.5, await ValueAsync("AVG(c.seq)"));
        Assert.Equal(0, await ValueAsync("COUNT(c.none)"));
        var row = Assert.Single(await AllAsync<JsonElement>(
            container, Sql("SELECT COUNT(1) AS n, MAX(c.author) AS last FROM c WHERE c.seq < 0 OR c.seq > 20"), General));
        Assert.Equal("""{"n":5,"last":"Bob"}""", row.GetRawText());
    }

    [Theory, EveryVariant, Trait("Item", "29"), Trait("Item", "30"), Trait("Item", "31"), Trait("Item", "32")]
    public async Task Filters_find_the_right_items(Variant variant)
    {
        var container = account.Container(variant);
        async Task FindsAsync(string where, params double[] seqs) => Assert.Equal(seqs, (await SeqsAsync(container, Sql(
            $"SELECT * FROM c WHERE c.seq <= 6 AND ({where})", ("@list", new[] { 2, 4 }), ("@prefix", "general-00")))).Order());

        await FindsAsync("ARRAY_CONTAINS(c.tags, 'third')", 3, 6);
        await FindsAsync("ARRAY_CONTAINS(@list, c.seq)", 2, 4);
        await FindsAsync("c.seq IN (1, 5, 99)", 1, 5);
        await FindsAsync("c.seq NOT IN (1, 2, 3, 4, 5)", 6);
        await FindsAsync("STARTSWITH(c.id, @prefix)", 1, 2, 3, 4, 5, 6);
        await FindsAsync("STARTSWITH(c.author, 'a')");
        await FindsAsync("STARTSWITH(c.author, 'a', true)", 2, 4, 6);
        await FindsAsync("CONTAINS(c.author, 'o') AND NOT c.seq = 3", 1, 5);
        await FindsAsync("LOWER(c.author) = 'ann'", 2, 4, 6);
        await FindsAsync("IS_DEFINED(c.extra)", 5);
        await FindsAsync("IS_NULL(c.extra)", 5);
        await FindsAsync("(c.extra ?? 7) = 7", 1, 2, 3, 4, 6);
        await FindsAsync("c.seq BETWEEN 2 AND 3", 2, 3);
        await FindsAsync("c.author != 'Ann' AND 3 <= c.seq", 3, 5);
        await FindsAsync("NOT (c.extra = 1)", 5);
        await FindsAsync("c.tags[0] = 'third'", 3, 6);
        await FindsAsync("c.seq = 1 OR (c.author = 'Ann' AND c.seq > 4)", 1, 6);
        await FindsAsync("(c.seq % 2 = 0 ? c.author : 'x') = 'x'", 1, 3, 5);
    }

    [Theory, EveryVariant, Trait("Item", "36")]
    public async Task A_query_that_cannot_be_read_is_refused(Variant variant)
    {
        string[] broken =
        [
            "SELEKT * FROM c", "SELECT * FROM c WHERE", "SELECT * FROM c WHERE c.seq = 'open", "SELECT * FROM c WHERE d.seq = 1",
            "SELECT * FROM c ORDER BY c.seq + 1", "SELECT * FROM c WHERE c.seq = @missing", "SELECT * FROM c LIMIT 1",
        ];
        foreach (var text in broken)
        {
            await RefusedAsync(HttpStatusCode.BadRequest, () => AllAsync<JsonElement>(account.Container(variant), Sql(text), General));
        }
    }

    [Theory, EveryVariant]
    public async Task What_is_not_supported_is_refused_by_name(Variant variant)
    {
        (string Text, string Name)[] unsupported =
        [
            ("SELECT DISTINCT VALUE c.author FROM c", "DISTINCT"),
            ("SELECT c.author FROM c GROUP BY c.author", "GROUP BY"),
            ("SELECT VALUE t FROM c JOIN t IN c.tags", "JOIN"),
            ("SELECT VALUE ST_DISTANCE(c.a, c.b) FROM c", "ST_DISTANCE"),
            ("SELECT * FROM c WHERE EXISTS(SELECT VALUE t FROM t IN c.tags)", "EXISTS"),
        ];
        foreach (var (text, name) in unsupported)
        {
            var refusal = await RefusedAsync(
                HttpStatusCode.BadRequest, () => AllAsync<JsonElement>(account.Container(variant), Sql(text), General));
            Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory, EveryVariant, Trait("Item", "37")]
    public async Task LINQ_becomes_a_query(Variant variant)
    {
        var container = account.Container(variant);
        var query = container.GetItemLinqQueryable<Message>(requestOptions: Options(container, General))
            .Where(message => message.Author == "Ann" && message.Seq < 20)
            .OrderByDescending(message => message.Seq)
            .Take(2);
        using var iterator = query.ToFeedIterator();
        Assert.Equal([18, 16], (await iterator.ReadNextAsync()).Select(message => message.Seq));
    }

    [Theory, EveryVariant, Trait("Item", "42")]
    public async Task The_feed_of_a_partition_has_all_its_items(Variant variant)
    {
        var pages = await PagesAsync<Message>(account.Container(variant), null, General, 10);
        Assert.Equal([10, 10, 5], pages.Select(page => page.Count));
        Assert.Equal(25, pages.SelectMany(page => page).Select(message => message.Seq).Distinct().Count());
    }

    private static async Task<List<double>> SeqsAsync(Container container, QueryDefinition query) =>
        [.. (await AllAsync<Message>(container, query, General)).Select(message => message.Seq)];

    /// <summary>A container that all queries of this class share.</summary>
    public sealed class Filled : IAsyncLifetime
    {
        private readonly Account _account = new();
        private string _container = "";

        public Container Container(Variant variant) => _account.Client(variant).GetContainer("chat", _container);

        public async ValueTask InitializeAsync()
        {
            await _account.InitializeAsync();
            var container = await _account.CreateAsync(Variant.Default);
            _container = container.Id;
            await FillAsync(container, "general", 25);
            await container.PatchItemAsync<Message>("general-005", General, [PatchOperation.Set<string?>("/extra", null)]);
            await FillAsync(container, "random", 5);
        }

        public ValueTask DisposeAsync() => _account.DisposeAsync();
    }
}
