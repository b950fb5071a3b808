using System.Text.Json;
using Chat.Local.WebPubSub.Frames;
using Chat.Local.WebPubSub.Hubs;
using Chat.Local.WebPubSub.Upstream;

namespace Chat.Local.WebPubSub.Clients;

/// <summary>Raises a connection's events upstream and brings the answers of user events back to the client.</summary>
internal sealed class ClientEvents(EventDelivery delivery)
{
    private static readonly Payload NoBody = new(DataType.Json, "{}"u8.ToArray());

    public Task<UpstreamReply?> ConnectAsync(CloudEvent connect) => delivery.SendAsync(connect);

    /// <summary>Nobody waits for these two, so a user event may overtake <c>connected</c>, as on the service.</summary>
    public void Connected(ClientConnection connection) =>
        _ = delivery.SendAsync(System(connection, "connected", NoBody));

    public void Disconnected(ClientConnection connection, string reason)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["reason"] = reason });
        _ = delivery.SendAsync(System(connection, "disconnected", new Payload(DataType.Json, body)));
    }

    public async Task HandleAsync(ClientConnection connection, ClientFrame.UserEvent frame)
    {
        if (!connection.Acks.TryBegin(frame.AckId))
        {
            ClientRequests.Acknowledge(connection, frame, AckError.Duplicate(frame.AckId!.Value));
            return;
        }

        var reply = await delivery.SendAsync(
            new CloudEvent(
                EventKind.User,
                frame.Name,
                connection.NextEventId(),
                connection.Identity,
                connection.State,
                frame.Payload));
        if (reply is not { IsSuccess: true } || !TryReadBody(reply, out var answer))
        {
            // The connection stays open, as in Microsoft's emulator, though the documentation says that it is dropped.
            connection.Acks.Forget(frame.AckId);
            ClientRequests.Acknowledge(connection, frame, AckError.HandlerFailed);
            return;
        }

        connection.State = reply.State ?? connection.State;
        if (answer is { } payload)
        {
            connection.Link.Deliver(new OutboundMessage(ServerFrame.ServerMessage(payload)));
        }

        ClientRequests.Acknowledge(connection, frame);
    }

    private static bool TryReadBody(UpstreamReply reply, out Payload? answer)
    {
        answer = null;
        if (reply.Status == 204 || reply.Body.Length == 0)
        {
            return true;
        }

        try
        {
            answer = Payload.FromContent(reply.ContentType, reply.Body);
            return answer is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static CloudEvent System(ClientConnection connection, string name, Payload payload) =>
        new(EventKind.System, name, connection.NextEventId(), connection.Identity, connection.State, payload);
}
