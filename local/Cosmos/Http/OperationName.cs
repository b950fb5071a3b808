using Microsoft.AspNetCore.Http;

namespace Chat.Local.Cosmos.Http;

/// <summary>What a request is, told by its method, path shape and headers alone.</summary>
internal static class OperationName
{
    // The name that the Functions extension gives the container of its leases.
    private const string Leases = "leases";

    public static string Of(HttpContext context)
    {
        var request = CosmosRequest.Of(context);

        // A processor renews its leases whenever it likes: that must not meet a fault planned for data, nor be counted.
        return request.Segments is [_, _, _, Leases, "docs", ..] ? $"{Leases}.{Of(request)}" : Of(request);
    }

    /// <summary>Whether a request of this name is for items, and made by nobody but who wants them: no bookkeeping of a
    /// change feed processor, and no look for changes.</summary>
    public static bool IsData(string operation) => operation is "feed" or "plan" or "query" or "batch" or "upsert" or "create"
        or "read" or "replace" or "patch" or "delete";

    private static string Of(CosmosRequest request) =>
        request.Segments switch
        {
            [] => "account",
            ["dbs"] or ["dbs", _] => "database",
            ["dbs", _, "colls"] or ["dbs", _, "colls", _] => "container",
            ["dbs", _, "colls", _, "pkranges"] => "pkranges",
            ["dbs", _, "colls", _, "docs"] => OfItems(request),
            ["dbs", _, "colls", _, "docs", _] => OfItem(request.Method),
            ["offers", ..] => "offer",
            _ => "unknown",
        };

    private static string OfItems(CosmosRequest request) => request switch
    {
        { Method: "GET" } => request.Header(Headers.ChangeFeed) is null ? "feed" : "changefeed",
        _ when request.Is(Headers.IsQueryPlan) => "plan",
        _ when request.Is(Headers.IsQuery) => "query",
        _ when request.Is(Headers.IsBatch) => "batch",
        _ when request.Is(Headers.IsUpsert) => "upsert",
        _ => "create",
    };

    private static string OfItem(string method) => method switch
    {
        "GET" => "read",
        "PUT" => "replace",
        "PATCH" => "patch",
        "DELETE" => "delete",
        _ => "unknown",
    };
}
