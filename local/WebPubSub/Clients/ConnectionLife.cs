using System.Net.WebSockets;
using Chat.Local.WebPubSub.Frames;
using Chat.Local.WebPubSub.Hubs;

namespace Chat.Local.WebPubSub.Clients;

/// <summary>Begins connections and, when they are over for good, clears them away.</summary>
internal sealed class ConnectionLife(ClientEvents events, RecoveryRules rules, TimeProvider time)
{
    public void Begin(ClientConnection connection, Outbox outbox, IEnumerable<string> groups)
    {
        // The connected frame is queued before the hub knows the connection: no message can be in front of it.
        connection.Link.Attach(outbox);
        var reliable = Subprotocols.IsReliable(connection.Identity.Subprotocol);
        connection.Link.Answer(
            ServerFrame.Connected(connection.UserId, connection.Id, reliable ? connection.ReconnectionToken : null));
        connection.Hub.Add(connection, groups);
        _ = HandleEventsAsync(connection);
        events.Connected(connection);
    }

    public ClientConnection Create(Admission admission) =>
        new(admission.Identity, admission.Permissions, LinkOf) { State = admission.State };

    private async Task HandleEventsAsync(ClientConnection connection)
    {
        try
        {
            await connection.Events.RunAsync(userEvent => events.HandleAsync(connection, userEvent));
        }
        catch (Exception error)
        {
            // Nobody awaits this loop. If it fell silent, the client would wait for acks that never come.
            connection.Link.End(WebSocketCloseStatus.InternalServerError, $"The emulator failed: {error.Message}");
        }
    }

    private Link LinkOf(ClientConnection connection) =>
        new(
            Subprotocols.IsReliable(connection.Identity.Subprotocol),
            rules,
            time,
            reason => Finish(connection, reason));

    private void Finish(ClientConnection connection, string reason)
    {
        connection.Hub.Remove(connection);
        connection.Events.Complete();
        events.Disconnected(connection, reason);
    }
}
