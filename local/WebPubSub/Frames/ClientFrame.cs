namespace Chat.Local.WebPubSub.Frames;

/// <summary>A frame from a client of the JSON subprotocols.</summary>
internal abstract record ClientFrame
{
    private ClientFrame() { }

    /// <summary>A frame that is acknowledged when it carries an ack id.</summary>
    public abstract record Request(ulong? AckId) : ClientFrame;

    public sealed record JoinGroup(string Group, ulong? AckId) : Request(AckId);

    public sealed record LeaveGroup(string Group, ulong? AckId) : Request(AckId);

    public sealed record SendToGroup(string Group, bool NoEcho, Payload Payload, TimeSpan? TimeToLive, ulong? AckId)
        : Request(AckId);

    public sealed record UserEvent(string Name, Payload Payload, ulong? AckId) : Request(AckId);

    /// <summary>Understood, and refused for what it says.</summary>
    public sealed record Invalid(string Why, ulong? AckId) : Request(AckId);

    public sealed record SequenceAck(ulong SequenceId) : ClientFrame;

    public sealed record Ping : ClientFrame;

    public sealed record CancelInvocation : ClientFrame;

    public sealed record Invoke(string InvocationId) : ClientFrame;

    public sealed record Stream(string StreamId) : ClientFrame;
}

/// <summary>A frame that is not one of the protocol: the connection is closed with 1007.</summary>
internal sealed class MalformedFrameException(string message, Exception? inner = null) : Exception(message, inner);
