using System.Net.WebSockets;
using Chat.Local.WebPubSub.Frames;
using Chat.Local.WebPubSub.Hubs;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.WebPubSub.Rest;

/// <summary>Whether connections exist, and their end.</summary>
internal static class ConnectionRoutes
{
    public static void Map(RestRoutes routes)
    {
        routes.Head("/connections/{connection}", "connectionExists", call => Exists(call.Connection is not null));
        routes.Head("/groups/{group}", "groupExists", call => Exists(call.Hub.InGroup(call.Group).Length > 0));
        routes.Head("/users/{user}", "userExists", call => Exists(call.UserConnections.Length > 0));

        routes.Delete("/connections/{connection}", "closeConnection", call => Close(call, call.Connections));
        routes.Post("/:closeConnections", "closeAllConnections", call => Task.FromResult(Close(call, call.Hub.All())));
        routes.Post(
            "/groups/{group}/:closeConnections",
            "closeGroupConnections",
            call => Task.FromResult(Close(call, call.Hub.InGroup(call.Group))));
        routes.Post(
            "/users/{user}/:closeConnections",
            "closeUserConnections",
            call => Task.FromResult(Close(call, call.UserConnections)));
    }

    private static IResult Exists(bool exists) => Results.StatusCode(exists ? 200 : 404);

    private static IResult Close(RestCall call, IEnumerable<ClientConnection> connections)
    {
        foreach (var connection in call.Select(connections))
        {
            connection.Link.End(WebSocketCloseStatus.NormalClosure, call.Reason, ServerFrame.Disconnected(call.Reason));
        }

        return Results.NoContent();
    }
}
