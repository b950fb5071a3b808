using Chat.Local.Cosmos.Items;
using Chat.Local.Cosmos.Storage;

namespace Chat.Local.Cosmos.Http;

/// <summary>Operations on one item.</summary>
internal sealed class ItemEndpoints(ItemService items)
{
    public async Task<CosmosResponse> CreateAsync(CosmosRequest request, Container container) =>
        await RunAsync(request, container, new ItemCommand(
            request.Is(Headers.IsUpsert) ? ItemVerb.Upsert : ItemVerb.Create,
            request.RequireKey(container),
            null,
            await request.BodyAsync(),
            request.Header(Headers.IfMatch)));

    public async Task<CosmosResponse> OneAsync(CosmosRequest request, Container container, string id) =>
        await RunAsync(request, container, new ItemCommand(
            Verb(request.Method),
            request.RequireKey(container),
            id,
            await request.BodyAsync(),
            request.Header(Headers.IfMatch),
            request.Header(Headers.IfNoneMatch)));

    private async Task<CosmosResponse> RunAsync(CosmosRequest request, Container container, ItemCommand command)
    {
        var (result, lsn) = await items.RunAsync(container, command);
        // Only writes may be answered without their body.
        var isMinimal = command.Verb != ItemVerb.Read && request.Header(Headers.Prefer) == "return=minimal";
        return new CosmosResponse(result.Status, isMinimal ? null : result.Body)
        {
            ETag = result.ETag,
            Charge = result.Charge,
            Lsn = lsn,
        };
    }

    private static ItemVerb Verb(string method) => method switch
    {
        "GET" => ItemVerb.Read,
        "PUT" => ItemVerb.Replace,
        "PATCH" => ItemVerb.Patch,
        "DELETE" => ItemVerb.Delete,
        _ => throw CosmosError.NotImplemented($"This emulator does not implement {method} on an item."),
    };
}
