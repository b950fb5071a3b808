using System.Net;
using Microsoft.Azure.Cosmos;

namespace Chat.Local.Tests.Cosmos;

/// <summary>Short forms of what the tests ask of the SDK.</summary>
internal static class Wire
{
    public static PartitionKey In(string channel) => new(channel);

    public static async Task<CosmosException> RefusedAsync(HttpStatusCode status, Func<Task> act)
    {
        var refusal = await Assert.ThrowsAsync<CosmosException>(act);
        Assert.Equal(status, refusal.StatusCode);
        return refusal;
    }

    public static async Task FillAsync(Container container, string channel, int count)
    {
        for (var seq = 1; seq <= count; seq++)
        {
            await container.CreateItemAsync(NewMessage(channel, seq), In(channel));
        }
    }

    public static Message NewMessage(string channel, int seq) => new($"{channel}-{seq:D3}", channel, seq)
    {
        Author = seq % 2 == 0 ? "Ann" : "Bob",
        Tags = seq % 3 == 0 ? ["third", "all"] : ["all"],
    };

    public static QueryDefinition Sql(string text, params (string Name, object? Value)[] parameters) =>
        parameters.Aggregate(new QueryDefinition(text), (query, one) => query.WithParameter(one.Name, one.Value));

    /// <summary>All items of a query, page by page.</summary>
    public static async Task<List<List<T>>> PagesAsync<T>(
        Container container, QueryDefinition? query, PartitionKey? key = null, int? pageSize = null)
    {
        var options = Options(container, key, pageSize);
        using var iterator = container.GetItemQueryIterator<T>(query, requestOptions: options);
        var pages = new List<List<T>>();
        while (iterator.HasMoreResults)
        {
            pages.Add([.. await iterator.ReadNextAsync()]);
        }

        return pages;
    }

    public static async Task<List<T>> AllAsync<T>(
        Container container, QueryDefinition? query, PartitionKey? key = null, int? pageSize = null) =>
        [.. (await PagesAsync<T>(container, query, key, pageSize)).SelectMany(page => page)];

    /// <summary>All items of a query, each page from a new iterator that has only the last one's token.</summary>
    public static async Task<List<List<T>>> ResumedPagesAsync<T>(
        Container container, QueryDefinition query, PartitionKey? key, int pageSize)
    {
        var options = Options(container, key, pageSize);
        var pages = new List<List<T>>();
        string? token = null;
        do
        {
            using var iterator = container.GetItemQueryIterator<T>(query, token, options);
            var page = await iterator.ReadNextAsync();
            token = page.ContinuationToken;
            pages.Add([.. page]);
        }
        while (token is not null);

        return pages;
    }

    public static QueryRequestOptions Options(Container container, PartitionKey? key, int? pageSize = null) => new()
    {
        PartitionKey = key,
        MaxItemCount = pageSize,
        EnableOptimisticDirectExecution =
            container.Database.Client.ClientOptions.ApplicationName == nameof(Variant.OptimisticDirectExecution),
    };
}
