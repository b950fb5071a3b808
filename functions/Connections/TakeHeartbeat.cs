using Chat.Functions.Platform;
using Chat.Functions.Presence;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Connections;

/// <summary>Event <c>heartbeat</c>. The connection's state says what is stored already, so nine of ten touch no database, whichever
/// instances answer them; the tenth also makes up for a <c>connected</c> that was lost.</summary>
public sealed class TakeHeartbeat(
    GroupRepair repair, PresenceChanges presence, PresenceRules rules, RateLimits rates, TimeProvider time)
{
    [Function(nameof(TakeHeartbeat))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/heartbeat")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var connection = UpstreamEvent.Of(request);
        var heartbeat = Heartbeat.Parse(await JsonInput.ReadAsync(request, cancellationToken));
        var state = ConnectionState.Read(request);
        // One that comes too often is put off, not refused: the next one says the same.
        if (state?.Covers(heartbeat, time.GetUtcNow(), rules.Persist) != true
            && rates.TryTake(RatedAction.Presence, connection.UserId))
        {
            await StoreAsync(connection, state, heartbeat, request.HttpContext.Response, cancellationToken);
        }

        return Results.NoContent();
    }

    private async Task StoreAsync(
        UpstreamEvent connection,
        ConnectionState? state,
        Heartbeat heartbeat,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var repaired = await repair.RepairAsync(connection, state, cancellationToken);
        var heardAt = await presence.HeartbeatAsync(
            connection.UserId, connection.ConnectionId, heartbeat, cancellationToken);
        var heard = repaired with { HeardAt = heardAt, Idle = heartbeat.Idle, Device = heartbeat.Device ?? state?.Device };
        heard.Write(response);
    }
}
