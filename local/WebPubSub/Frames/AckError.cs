namespace Chat.Local.WebPubSub.Frames;

/// <summary>Why a request of a client failed, in the protocol's own names.</summary>
internal sealed record AckError(string Name, string Message)
{
    public static AckError BadRequest(string why) => new("BadRequest", why);

    public static AckError Forbidden(string action, string group) =>
        new("Forbidden", $"The client does not have permission to {action} group '{group}'.");

    public static AckError Duplicate(ulong ackId) =>
        new("Duplicate", $"Message with ack-id: {ackId} has been already processed");

    public static AckError HandlerFailed { get; } =
        new("InternalServerError", "The event was not handled: no handler takes it, or the handler failed.");

    /// <summary>By the only documented name that fits; the client's libraries retry it like any other.</summary>
    public static AckError TooManyEvents { get; } =
        new("InternalServerError", "Too many events of this connection wait for their handler.");

    public static AckError ConnectionClosed { get; } = new("InternalServerError", "The connection is closed.");
}
