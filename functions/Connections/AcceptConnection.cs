using Chat.Functions.Channels;
using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Connections;

/// <summary>Event <c>connect</c>: the answer puts the connection into the groups of its user's channels.</summary>
public sealed class AcceptConnection(MyChannels myChannels)
{
    [Function(nameof(AcceptConnection))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/connect")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var connection = UpstreamEvent.Of(request);
        var channelIds = await myChannels.ListIdsAsync(connection.UserId, cancellationToken);
        ConnectionState.Of(channelIds).Write(request.HttpContext.Response);
        return ChatJson.Result(new { Groups = channelIds.Select(ChannelGroup.Name) });
    }
}
