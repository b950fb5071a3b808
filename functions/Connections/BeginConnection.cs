using Chat.Functions.Presence;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Connections;

/// <summary>Event <c>connected</c>: its user is here, and what has changed since <c>connect</c> had looked is made up for.</summary>
public sealed class BeginConnection(GroupRepair repair, PresenceChanges presence)
{
    [Function(nameof(BeginConnection))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/connected")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var connection = UpstreamEvent.Of(request);
        var repairing = repair.RepairAsync(connection, ConnectionState.Read(request), cancellationToken);
        await presence.ConnectAsync(connection.UserId, connection.ConnectionId, cancellationToken);
        await repairing;
        return Results.NoContent();
    }
}
