using System.Text.Json;
using Chat.Local.Cosmos.Keys;
using Chat.Local.Cosmos.Query;

namespace Chat.Local.Tests.Cosmos;

/// <summary>What of a filter reaches the indexes.</summary>
public sealed class IndexTerms
{
    [Fact]
    public void Bounds_on_one_path_come_down_to_the_narrowest_two()
    {
        var terms = IndexTerm.Narrowed(Terms("c.seq > 3 AND c.seq >= 3 AND c.seq < 9 AND c.seq <= 9 AND c.seq > 1"));
        var term = Assert.Single(terms);
        Assert.Equal(
            [(">", SortKey.Of(JsonElement.Parse("3"))), ("<", SortKey.Of(JsonElement.Parse("9")))],
            term.Bounds.OrderByDescending(bound => bound.Operator));
    }

    [Fact]
    public void An_alternative_that_no_index_answers_makes_everything_a_candidate()
    {
        Assert.Equal(2, Alternatives("c.seq > 3 OR c.author = 'Ann'").Count);
        Assert.Empty(Assert.Single(Alternatives("c.seq > 3 OR LOWER(c.author) = 'ann'")));
        Assert.Single(Assert.Single(Alternatives("c.seq > 3 AND LOWER(c.author) = 'ann'")));
    }

    [Fact]
    public void A_name_that_could_break_out_of_the_SQL_is_left_to_the_filter()
    {
        Assert.Empty(Assert.Single(Alternatives("""c["a') OR 1=1 --"] = 1""")));
        Assert.Empty(Assert.Single(Alternatives("""c["a/b"] = 1""")));
    }

    private static IReadOnlyList<IndexTerm> Terms(string filter) => Assert.Single(Alternatives(filter));

    private static IReadOnlyList<IReadOnlyList<IndexTerm>> Alternatives(string filter) => Disjuncts.Of(
        QueryParser.Parse($"SELECT * FROM c WHERE {filter}").Where, new Row(default, new Dictionary<string, JsonElement>()));
}
