using Chat.Functions.Channels;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Connections;

/// <summary>Event <c>connected</c>: a channel may have become the user's, or have ceased to be, after <c>connect</c> had listed them
/// and before the connection could be found by its user. Only then there is something to do.</summary>
public sealed class RepairGroups(MyChannels myChannels, WebPubSubHub hub, TimeProvider time)
{
    private const int AtOnce = 8;

    /// <summary>Far longer than any time between <c>connect</c> and this.</summary>
    private static readonly TimeSpan Connecting = TimeSpan.FromHours(1);

    [Function(nameof(RepairGroups))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/connected")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var connection = UpstreamEvent.Of(request);
        var known = ConnectionState.Read(request);
        while (true)
        {
            var channelIds = await myChannels.ListIdsAsync(connection.UserId, cancellationToken);
            var present = ConnectionState.Of(channelIds);
            if (present == known)
            {
                return Results.NoContent();
            }

            await RepairAsync(connection, channelIds, cancellationToken);
            // What was done may have been overtaken by a change: until a look finds nothing new.
            known = present;
        }
    }

    private async Task RepairAsync(UpstreamEvent connection, List<string> channelIds, CancellationToken cancellationToken)
    {
        var left = await myChannels.ListLeftIdsAsync(connection.UserId, time.GetUtcNow() - Connecting, cancellationToken);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(left, parallel, async (channelId, token) =>
            await hub.RemoveConnectionFromGroupAsync(connection.ConnectionId, ChannelGroup.Name(channelId), token));
        await Parallel.ForEachAsync(channelIds, parallel, async (channelId, token) =>
            await hub.AddConnectionToGroupAsync(connection.ConnectionId, ChannelGroup.Name(channelId), token));
    }
}
