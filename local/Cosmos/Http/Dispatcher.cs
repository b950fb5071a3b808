using Chat.Local.Cosmos.Items;
using Chat.Local.Cosmos.Storage;
using Chat.Local.Emulation;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.Cosmos.Http;

/// <summary>From a request to the part that answers it.</summary>
internal sealed class Dispatcher(MasterKey key, Catalog catalog, ItemService items, CosmosEmulatorOptions options)
{
    private readonly CatalogEndpoints _catalog = new(catalog);
    private readonly ItemEndpoints _items = new(items);
    private readonly QueryEndpoints _queries = new(items);
    private readonly BatchEndpoint _batch = new(items);
    private readonly ChangeFeedEndpoint _changes = new(items);

    public async Task ServeAsync(HttpContext context)
    {
        CosmosResponse response;
        try
        {
            var request = CosmosRequest.Of(context);
            key.Check(request);
            response = await AnswerAsync(request);
        }
        catch (CosmosError error)
        {
            response = CosmosResponse.Of(error);
        }

        if (options.Latency.Of(OperationName.Of(context), response.Batched) is { Ticks: > 0 } delay)
        {
            await SimulatedDelay.WaitAsync(delay, options.Time, context.RequestAborted);
        }

        await response.WriteAsync(context);
    }

    private async Task<CosmosResponse> AnswerAsync(CosmosRequest request) => (request.Method, request.Segments) switch
    {
        ("GET", []) => new CosmosResponse(200, AccountDocument.For(request.Authority)),
        (_, ["dbs", ..]
            and ([_] or [_, _] or [_, _, "colls"] or [_, _, "colls", _] or [_, _, "colls", _, "pkranges"])) =>
            await _catalog.AnswerAsync(request),
        (_, ["dbs", var database, "colls", var container, "docs"]) =>
            await ItemsAsync(request, catalog.Require(database, container)),
        (_, ["dbs", var database, "colls", var container, "docs", var id]) =>
            await _items.OneAsync(request, catalog.Require(database, container), id),
        ("POST", ["offers"]) => CosmosResponse.Feed("", "Offers", [], 0),
        _ => throw CosmosError.NotImplemented(
            $"This emulator does not implement {request.Method} /{string.Join('/', request.Segments)}."),
    };

    private async Task<CosmosResponse> ItemsAsync(CosmosRequest request, Container container) => request.Method switch
    {
        "GET" when request.Header(Headers.ChangeFeed) is not null => await _changes.ReadAsync(request, container),
        "GET" => await _queries.FeedAsync(request, container),
        "POST" when request.Is(Headers.IsQueryPlan) => await QueryEndpoints.PlanAsync(request),
        "POST" when request.Is(Headers.IsQuery) => await _queries.RunAsync(request, container),
        "POST" when request.Is(Headers.IsBatch) => await _batch.RunAsync(request, container),
        "POST" => await _items.CreateAsync(request, container),
        _ => throw CosmosError.NotImplemented($"This emulator does not implement {request.Method} on items."),
    };
}
