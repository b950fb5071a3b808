using System.Text.Json;
using Chat.Local.WebPubSub.Hubs;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.WebPubSub.Rest;

/// <summary>Group membership. A user is added with the connections of this moment, and not with later ones.</summary>
internal static class GroupRoutes
{
    public static void Map(RestRoutes routes)
    {
        const string One = "/groups/{group}/connections/{connection}";
        routes.Put(One, "addConnectionToGroup", call => Add(call, call.Connections));
        routes.Delete(One, "removeConnectionFromGroup", call => Remove(call, call.Connections));
        routes.Delete(
            "/connections/{connection}/groups",
            "removeConnectionFromAllGroups",
            call => RemoveFromAll(call, call.Connections));

        routes.Put("/users/{user}/groups/{group}", "addUserToGroup", call => Add(call, call.UserConnections));
        routes.Delete(
            "/users/{user}/groups/{group}",
            "removeUserFromGroup",
            call => Remove(call, call.UserConnections));
        routes.Delete(
            "/users/{user}/groups",
            "removeUserFromAllGroups",
            call => RemoveFromAll(call, call.UserConnections));

        routes.Post(
            "/:addToGroups",
            "addConnectionsToGroups",
            call => ForEachAsync(call, static (hub, connection, group) => hub.Join(connection, group)));
        routes.Post(
            "/:removeFromGroups",
            "removeConnectionsFromGroups",
            call => ForEachAsync(call, static (hub, connection, group) => hub.Leave(connection, group)));
    }

    private static IResult Add(RestCall call, IEnumerable<ClientConnection> connections)
    {
        var joined = connections.Where(connection => call.Hub.Join(connection, call.Group)).ToArray();
        return joined.Length > 0 ? Results.Ok() : throw RestRefusal.NotFound("There is no such connection now.");
    }

    private static IResult Remove(RestCall call, IEnumerable<ClientConnection> connections)
    {
        foreach (var connection in connections)
        {
            call.Hub.Leave(connection, call.Group);
        }

        return Results.NoContent();
    }

    private static IResult RemoveFromAll(RestCall call, IEnumerable<ClientConnection> connections)
    {
        foreach (var connection in connections)
        {
            call.Hub.LeaveAll(connection);
        }

        return Results.NoContent();
    }

    private static async Task<IResult> ForEachAsync(RestCall call, Action<Hub, ClientConnection, string> change)
    {
        var (groups, filter) = await ReadGroupsAsync(call);
        foreach (var connection in call.Hub.All().Where(filter.Selects))
        {
            foreach (var group in groups)
            {
                change(call.Hub, connection, group);
            }
        }

        return Results.Ok();
    }

    private static async Task<(IReadOnlyList<string> Groups, ConnectionFilter Filter)> ReadGroupsAsync(RestCall call)
    {
        try
        {
            var body = JsonSerializer.Deserialize<BulkBody>(await call.ReadBodyAsync(), JsonSerializerOptions.Web);
            var groups = body?.Groups ?? throw RestRefusal.BadRequest("'groups' is missing.");
            return ([.. groups.Select(RestCall.CheckedGroup)], ConnectionFilter.Parse(body.Filter));
        }
        catch (JsonException error)
        {
            throw RestRefusal.BadRequest("The body is not understood: " + error.Message);
        }
    }

    private sealed record BulkBody(IReadOnlyList<string?>? Groups, string? Filter);
}
