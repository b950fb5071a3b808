using Chat.Capacity;

namespace Chat.Infra.Tests;

/// <summary>docs/capacity.md says what the model computes.</summary>
public sealed class CapacityDocumentTests
{
    [Fact]
    public void The_documents_tables_are_the_tools()
    {
        var document = Repository.Read("docs", "capacity.md");
        var tables = document.Split("<!-- capacity -->\n")[1].Split("<!-- /capacity -->")[0];

        Assert.Equal(Report.Write(), tables);
    }

    [Fact]
    public void Twice_the_users_cost_no_more_than_twice_as_much_and_nobody_costs_nothing()
    {
        var (one, two) = (new Size(10_000_000, new Usage()), new Size(20_000_000, new Usage()));

        Assert.InRange(two.Total / one.Total, 1.9, 2.01);
        Assert.Equal(0, new Size(0, new Usage()).Total);
    }

    [Fact]
    public void Messages_that_meet_cost_less()
    {
        var alone = new Size(100_000, new Usage());
        var together = new Size(100_000, new Usage { MessagesPerTransaction = 10 });

        Assert.True(together.Cosmos < alone.Cosmos);
    }
}
