using Chat.Functions.Presence;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Connections;

/// <summary>Event <c>disconnected</c>: Web PubSub has already taken the connection out of its groups.</summary>
public sealed class EndConnection(PresenceChanges presence)
{
    [Function(nameof(EndConnection))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/disconnected")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var connection = UpstreamEvent.Of(request);
        await presence.DisconnectAsync(connection.UserId, connection.ConnectionId, cancellationToken);
        return Results.NoContent();
    }
}
