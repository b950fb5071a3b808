using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Connections;

/// <summary>Event <c>disconnected</c>: Web PubSub has already taken the connection out of its groups.</summary>
public sealed partial class EndConnection(ILogger<EndConnection> logger)
{
    [Function(nameof(EndConnection))]
    public IResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/disconnected")] HttpRequest request)
    {
        var connection = UpstreamEvent.Of(request);
        LogEnd(logger, connection.ConnectionId, connection.UserId);
        return Results.NoContent();
    }

    [LoggerMessage(LogLevel.Debug, "Connection {ConnectionId} of {UserId} has ended.")]
    private static partial void LogEnd(ILogger logger, string connectionId, string userId);
}
