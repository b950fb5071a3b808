using System.Net.WebSockets;
using Chat.Local.WebPubSub.Hubs;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.WebPubSub.Clients;

/// <summary>Where clients dial in: <c>/client/hubs/{hub}</c> or <c>/client/?hub={hub}</c>. A browser page of any origin
/// may, as on the service.</summary>
internal sealed class ClientEndpoint(HubRegistry hubs, Handshake handshake, ConnectionLife life, TimeProvider time)
{
    public async Task ServeAsync(HttpContext context)
    {
        try
        {
            var hub = context.Request.RouteValues["hub"] as string ?? context.Request.Query["hub"].ToString();
            if (!context.WebSockets.IsWebSocketRequest || !Names.IsHub(hub))
            {
                throw new RefusedException(400, "Expected: a WebSocket request to /client/hubs/{hub}.");
            }

            // Recovery first: a client comes back with its old URL, whose access_token may have expired meanwhile.
            await (
                Recovery.Of(context.Request) is { } recovery
                    ? ResumeAsync(context, hubs.Find(hub) is { } known ? recovery.ConnectionIn(known) : null)
                    : BeginAsync(context, hub));
        }
        catch (RefusedException refused)
        {
            await refused.WriteAsync(context.Response);
        }
    }

    private async Task BeginAsync(HttpContext context, string hub)
    {
        var admission = await handshake.AdmitAsync(context, hub);
        using var socket = await AcceptAsync(context, admission.Identity.Subprotocol);
        using var outbox = new Outbox(socket, time, context.Abort);
        var connection = life.Create(admission);
        life.Begin(connection, outbox, admission.Groups);
        await new ClientSession(connection, socket, outbox, time).RunAsync(context.RequestAborted);
    }

    private async Task ResumeAsync(HttpContext context, ClientConnection? connection)
    {
        using var socket = await AcceptAsync(context, context.WebSockets.WebSocketRequestedProtocols.FirstOrDefault());
        using var outbox = new Outbox(socket, time, context.Abort);
        if (connection is null || !connection.Link.Attach(outbox))
        {
            // Clients give a recovery up only for this close code: an HTTP status would make them try on and on.
            outbox.Close(WebSocketCloseStatus.PolicyViolation, "The connection cannot be recovered.");
        }

        await new ClientSession(connection, socket, outbox, time).RunAsync(context.RequestAborted);
    }

    private static Task<WebSocket> AcceptAsync(HttpContext context, string? subprotocol) =>
        context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { SubProtocol = subprotocol, KeepAliveInterval = TimeSpan.Zero });
}
