using Chat.Local.WebPubSub.Frames;
using Chat.Local.WebPubSub.Hubs;

namespace Chat.Local.WebPubSub.Clients;

/// <summary>Carries out what a client asks for in its frames.</summary>
internal static class ClientRequests
{
    public static void Handle(ClientConnection connection, ClientFrame frame, TimeProvider time)
    {
        switch (frame)
        {
            case ClientFrame.UserEvent userEvent:
                Queue(connection, userEvent);
                break;
            case ClientFrame.Request request:
                Carry(connection, request, time);
                break;
            case ClientFrame.SequenceAck ack:
                connection.Link.Acknowledge(ack.SequenceId);
                break;
            case ClientFrame.Ping:
                connection.Link.Answer(ServerFrame.Pong);
                break;
            case ClientFrame.Invoke invoke:
                connection.Link.Answer(ServerFrame.InvokeRefused(invoke.InvocationId));
                break;
            case ClientFrame.Stream stream:
                connection.Link.Answer(ServerFrame.StreamRefused(stream.StreamId));
                break;
        }
    }

    public static void Acknowledge(ClientConnection connection, ClientFrame.Request request, AckError? error = null)
    {
        if (request.AckId is { } ackId)
        {
            connection.Link.Answer(ServerFrame.Ack(ackId, error));
        }
    }

    private static void Queue(ClientConnection connection, ClientFrame.UserEvent userEvent)
    {
        if (!connection.Events.TryAdd(userEvent))
        {
            Acknowledge(connection, userEvent, AckError.TooManyEvents);
        }
    }

    private static void Carry(ClientConnection connection, ClientFrame.Request request, TimeProvider time)
    {
        if (!connection.Acks.TryBegin(request.AckId))
        {
            Acknowledge(connection, request, AckError.Duplicate(request.AckId!.Value));
            return;
        }

        var error = request switch
        {
            ClientFrame.JoinGroup join => Join(connection, join.Group),
            ClientFrame.LeaveGroup leave => Leave(connection, leave.Group),
            ClientFrame.SendToGroup send => Send(connection, send, time),
            ClientFrame.Invalid invalid => AckError.BadRequest(invalid.Why),
            _ => throw new InvalidOperationException($"No handling for {request.GetType().Name}."),
        };
        if (error is not null)
        {
            connection.Acks.Forget(request.AckId);
        }

        Acknowledge(connection, request, error);
    }

    private static AckError? Join(ClientConnection connection, string group)
    {
        if (!connection.Permissions.Allows(Permission.JoinLeaveGroup, group))
        {
            return AckError.Forbidden("join", group);
        }

        return connection.Hub.Join(connection, group) ? null : AckError.ConnectionClosed;
    }

    private static AckError? Leave(ClientConnection connection, string group)
    {
        if (!connection.Permissions.Allows(Permission.JoinLeaveGroup, group))
        {
            return AckError.Forbidden("leave", group);
        }

        connection.Hub.Leave(connection, group);
        return null;
    }

    private static AckError? Send(ClientConnection connection, ClientFrame.SendToGroup send, TimeProvider time)
    {
        if (!connection.Permissions.Allows(Permission.SendToGroup, send.Group))
        {
            return AckError.Forbidden("send to", send.Group);
        }

        var frame = ServerFrame.GroupMessage(send.Group, connection.UserId, send.Payload);
        var message = new OutboundMessage(frame, time.GetUtcNow() + send.TimeToLive);
        foreach (var member in connection.Hub.InGroup(send.Group))
        {
            if (!send.NoEcho || member != connection)
            {
                member.Link.Deliver(message);
            }
        }

        return null;
    }
}
