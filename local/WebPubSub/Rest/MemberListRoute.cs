using System.Globalization;
using Chat.Local.WebPubSub.Hubs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Chat.Local.WebPubSub.Rest;

/// <summary>Lists a group's connections in pages; a page's last connection id is where the next goes on.</summary>
internal static class MemberListRoute
{
    private const int MaxPageSize = 200;

    public static void Map(RestRoutes routes) =>
        routes.Get("/groups/{group}/connections", "listConnectionsInGroup", List);

    private static IResult List(RestCall call)
    {
        var top = Positive(call, "top") ?? int.MaxValue;
        var pageSize = Math.Min(Positive(call, "maxpagesize") ?? MaxPageSize, MaxPageSize);
        var after = call.Parameter("continuationToken") ?? "";
        var rest = call
            .Hub.InGroup(call.Group)
            .Where(connection => string.CompareOrdinal(connection.Id, after) > 0)
            .OrderBy(connection => connection.Id, StringComparer.Ordinal)
            .Take(top)
            .ToArray();
        var page = rest.Take(pageSize).Select(connection => new Member(connection.Id, connection.UserId)).ToArray();
        var nextLink = rest.Length > pageSize ? NextLink(call, page[^1].ConnectionId, top) : null;
        return Results.Json(new { value = page, nextLink });
    }

    private static string NextLink(RestCall call, string lastId, int top)
    {
        var request = call.Context.Request;
        var query = request
            .Query.Where(pair => pair.Key is not "continuationToken" and not "top")
            .SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? "")))
            .Append(new("continuationToken", lastId));
        if (top != int.MaxValue)
        {
            var left = top - Math.Min(Positive(call, "maxpagesize") ?? MaxPageSize, MaxPageSize);
            query = query.Append(new("top", left.ToString(CultureInfo.InvariantCulture)));
        }

        return UriHelper.BuildAbsolute(
            request.Scheme,
            request.Host,
            default,
            request.Path,
            new QueryBuilder(query).ToQueryString());
    }

    private static int? Positive(RestCall call, string name) =>
        call.Number(name) is 0 ? throw RestRefusal.BadRequest($"'{name}' must be at least 1.") : call.Number(name);

    private sealed record Member(string ConnectionId, string? UserId);
}
