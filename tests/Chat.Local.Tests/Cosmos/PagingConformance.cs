using Microsoft.Azure.Cosmos;
using static Chat.Local.Tests.Cosmos.Wire;

namespace Chat.Local.Tests.Cosmos;

/// <summary>Pages of a query while others write: every other seq from 2 to 12 is there at first.</summary>
public sealed class PagingConformance(Account account) : IClassFixture<Account>
{
    private static readonly PartitionKey General = In("general");

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Writes_between_two_pages_neither_repeat_nor_hide_an_item(
        Variant variant, string order, int before, int behind, int[] expected)
    {
        var container = await FilledAsync(variant);
        var query = Sql($"SELECT * FROM c {order}");
        var (first, token) = await PageAsync(container, query, null);
        var last = first[^1];

        // The items in front of the place are more by one, then fewer by two, the very last one returned among them.
        await container.CreateItemAsync(NewMessage("general", before), General);
        await container.DeleteItemAsync<Message>(first[0].Id, General);
        await container.DeleteItemAsync<Message>(last.Id, General);
        await container.CreateItemAsync(NewMessage("general", behind), General);
        await container.PatchItemAsync<Message>("general-004", General, [PatchOperation.Set("/likes", 1)]);
        await container.PatchItemAsync<Message>("general-010", General, [PatchOperation.Set("/likes", 1)]);

        var seqs = first.Select(message => (int)message.Seq).ToList();
        while (token is not null)
        {
            (var page, token) = await PageAsync(container, query, token);
            seqs.AddRange(page.Select(message => (int)message.Seq));
        }

        Assert.Equal(expected, seqs);
    }

    [Fact]
    public async Task An_item_whose_place_in_the_order_changes_between_two_pages_may_come_twice_or_never()
    {
        var container = await FilledAsync(Variant.Default);
        var query = Sql("SELECT * FROM c ORDER BY c.seq");
        var (first, token) = await PageAsync(container, query, null);
        await container.PatchItemAsync<Message>("general-002", General, [PatchOperation.Set("/seq", 7)]);
        await container.PatchItemAsync<Message>("general-012", General, [PatchOperation.Set("/seq", 1)]);

        var ids = first.Select(message => message.Id).ToList();
        while (token is not null)
        {
            (var page, token) = await PageAsync(container, query, token);
            ids.AddRange(page.Select(message => message.Id));
        }

        Assert.Equal(
            ["general-002", "general-004", "general-006", "general-002", "general-008", "general-010"], ids);
    }

    /// <summary>What is written in front of the place, behind it, and what the pages hold together. Without an order
    /// items come as they were created, so that all that is new lies behind.</summary>
    public static TheoryData<Variant, string, int, int, int[]> Orders()
    {
        var data = new TheoryData<Variant, string, int, int, int[]>();
        foreach (var variant in Enum.GetValues<Variant>())
        {
            data.Add(variant, "ORDER BY c.seq", 3, 9, [2, 4, 6, 8, 9, 10, 12]);
            data.Add(variant, "ORDER BY c.seq DESC", 11, 5, [12, 10, 8, 6, 5, 4, 2]);
            data.Add(variant, "", 3, 9, [2, 4, 6, 8, 10, 12, 3, 9]);
        }

        return data;
    }

    private async Task<Container> FilledAsync(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        for (var seq = 2; seq <= 12; seq += 2)
        {
            await container.CreateItemAsync(NewMessage("general", seq), General);
        }

        return container;
    }

    private static async Task<(List<Message> Items, string? Token)> PageAsync(
        Container container, QueryDefinition query, string? token)
    {
        using var iterator = container.GetItemQueryIterator<Message>(query, token, Options(container, General, 3));
        var page = await iterator.ReadNextAsync();
        return ([.. page], page.ContinuationToken);
    }
}
