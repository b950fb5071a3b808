using Chat.Functions.Channels;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Connections;

/// <summary>Event <c>connected</c>: a channel may have become the user's after <c>connect</c> had listed them and before
/// the connection could be found by its user. Only then there is something to do.</summary>
public sealed class RepairGroups(MyChannels myChannels, WebPubSubHub hub)
{
    private const int AtOnce = 8;

    [Function(nameof(RepairGroups))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/connected")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var connection = UpstreamEvent.Of(request);
        var channels = await myChannels.ListAsync(connection.UserId, cancellationToken);
        if (ConnectionState.Of(channels) != ConnectionState.Read(request))
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(channels, parallel, async (channel, token) =>
                await hub.AddConnectionToGroupAsync(connection.ConnectionId, ChannelGroup.Name(channel.ChannelId), token));
        }

        return Results.NoContent();
    }
}
