using Chat.Local.WebPubSub.Hubs;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.WebPubSub.Clients;

/// <summary>A client's request to continue its connection on a new socket.</summary>
internal sealed record Recovery(string ConnectionId, string Token)
{
    public static Recovery? Of(HttpRequest request) =>
        request.Query["awps_connection_id"] is [{ } connectionId, ..]
            ? new Recovery(connectionId, request.Query["awps_reconnection_token"].ToString())
            : null;

    /// <summary>Null when there is none of this id, or the token is not its own.</summary>
    public ClientConnection? ConnectionIn(Hub hub) =>
        hub.Find(ConnectionId) is { } connection && connection.MayRecover(Token) ? connection : null;
}
