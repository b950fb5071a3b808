using Chat.Local.WebPubSub.Frames;
using Chat.Local.WebPubSub.Hubs;

namespace Chat.Local.WebPubSub.Clients;

/// <summary>Begins connections and, when they are over for good, clears them away.</summary>
internal sealed class ConnectionLife(ClientEvents events, TimeSpan recoveryWindow, TimeProvider time)
{
    public void Begin(ClientConnection connection, Outbox outbox, IEnumerable<string> groups)
    {
        // The connected frame is queued before the hub knows the connection: no message can be in front of it.
        connection.Link.Attach(outbox);
        var reliable = Subprotocols.IsReliable(connection.Identity.Subprotocol);
        connection.Link.Answer(
            ServerFrame.Connected(connection.UserId, connection.Id, reliable ? connection.ReconnectionToken : null));
        connection.Hub.Add(connection, groups);
        _ = connection.Events.RunAsync(userEvent => events.HandleAsync(connection, userEvent));
        events.Connected(connection);
    }

    public ClientConnection Create(Admission admission) =>
        new(admission.Identity, admission.Permissions, LinkOf) { State = admission.State };

    private Link LinkOf(ClientConnection connection) =>
        new(
            Subprotocols.IsReliable(connection.Identity.Subprotocol),
            recoveryWindow,
            time,
            reason => Finish(connection, reason));

    private void Finish(ClientConnection connection, string reason)
    {
        connection.Hub.Remove(connection);
        connection.Events.Complete();
        events.Disconnected(connection, reason);
    }
}
