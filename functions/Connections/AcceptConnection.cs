using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Connections;

/// <summary>Event <c>connect</c>: the answer puts the connection into its groups, and lets it say who is typing.</summary>
public sealed class AcceptConnection(ConnectionAccesses accesses, TimeProvider time)
{
    [Function(nameof(AcceptConnection))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/connect")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var connection = UpstreamEvent.Of(request);
        var now = time.GetUtcNow();
        var access = await accesses.ReadAsync(connection.UserId, cancellationToken);
        new ConnectionState(access.Digest(), now).Write(request.HttpContext.Response);
        return ChatJson.Result(new { access.Groups, access.Roles });
    }
}
