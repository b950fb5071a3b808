using System.Globalization;
using Chat.Local.Cosmos.ChangeFeed;
using Chat.Local.Cosmos.Items;
using Chat.Local.Cosmos.Storage;

namespace Chat.Local.Cosmos.Http;

/// <summary>The feed of latest versions. The etag of an answer is where the next one goes on.</summary>
internal sealed class ChangeFeedEndpoint(ItemService items)
{
    public async Task<CosmosResponse> ReadAsync(CosmosRequest request, Container container)
    {
        if (request.Header(Headers.ChangeFeed) is not ("Incremental Feed" or "Incremental feed"))
        {
            throw CosmosError.BadRequest("This emulator does not support the change feed of all versions and deletes.");
        }

        var (page, lsn) = await items.InSessionAsync(container, (session, table) =>
            new ChangeFeedRun(session, table, request.Scope(container))
                .Read(Start(request, table), request.PageSize()));
        var etag = $"\"{page.NextLsn.ToString(CultureInfo.InvariantCulture)}\"";
        var response = page.Count == 0
            ? new CosmosResponse(304)
            : CosmosResponse.Feed(container.Rid, "Documents", page.Documents, page.Count);
        return response with { ETag = etag, ItemCount = page.Count, Charge = page.Charge, Lsn = lsn };
    }

    private static ChangeFeedStart Start(CosmosRequest request, ItemTable table)
    {
        if (request.Header(Headers.IfNoneMatch) is { } etag)
        {
            return etag == "*"
                ? new ChangeFeedStart(table.CurrentLsn(), 0)
                : long.TryParse(etag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var lsn)
                    ? new ChangeFeedStart(lsn, 0)
                    : throw CosmosError.BadRequest("The change feed continuation is not valid.");
        }

        return request.Header(Headers.IfModifiedSince) is { } since
            ? DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, out var time)
                ? new ChangeFeedStart(0, time.ToUnixTimeSeconds())
                : throw CosmosError.BadRequest("If-Modified-Since is not a date.")
            : new ChangeFeedStart(0, 0);
    }
}
