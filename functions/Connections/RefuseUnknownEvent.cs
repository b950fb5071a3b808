using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Connections;

/// <summary>Answers events nobody here handles, so that the client hears why and keeps its connection.</summary>
public sealed class RefuseUnknownEvent
{
    [Function(nameof(RefuseUnknownEvent))]
    public IResult Run(
        // The constraint leaves the known events to their functions whatever order a host tries routes in.
        [HttpTrigger(AuthorizationLevel.Anonymous, "post",
            Route = "events/{eventName:regex(^(?!(connect|connected|disconnected|message|edit|delete|react|unreact|pin|unpin|heartbeat|watch|unwatch)$).*$)}")] HttpRequest request,
        string eventName) =>
        throw EventAnswer.Unknown(eventName);
}
