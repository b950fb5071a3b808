using Chat.Local.WebPubSub.Frames;
using Chat.Local.WebPubSub.Hubs;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.WebPubSub.Rest;

/// <summary>Sends: 202 also when nobody is there.</summary>
internal static class SendRoutes
{
    public static void Map(RestRoutes routes)
    {
        routes.Post("/:send", "sendToAll", call => SendAsync(call, call.Hub.All(), ServerFrame.ServerMessage));
        routes.Post(
            "/groups/{group}/:send",
            "sendToGroup",
            call =>
                SendAsync(
                    call,
                    call.Hub.InGroup(call.Group),
                    payload => ServerFrame.GroupMessage(call.Group, null, payload)));
        routes.Post(
            "/users/{user}/:send",
            "sendToUser",
            call => SendAsync(call, call.UserConnections, ServerFrame.ServerMessage));
        routes.Post(
            "/connections/{connection}/:send",
            "sendToConnection",
            call => SendAsync(call, call.Connections, ServerFrame.ServerMessage));
    }

    private static async Task<IResult> SendAsync(
        RestCall call,
        IEnumerable<ClientConnection> connections,
        Func<Payload, byte[]> encode)
    {
        var selected = call.Select(connections);
        var expiresAt = call.ExpiresAt();
        var message = new OutboundMessage(encode(await call.ReadPayloadAsync()), expiresAt);
        foreach (var connection in selected)
        {
            connection.Link.Deliver(message);
        }

        return Results.StatusCode(StatusCodes.Status202Accepted);
    }
}
