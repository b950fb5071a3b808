using Chat.Functions.Connections;
using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Presence;

/// <summary>Event <c>unwatch</c>: the connection has closed a channel. One that is not open stays closed.</summary>
public sealed class UnwatchChannel(Watches watches)
{
    [Function(nameof(UnwatchChannel))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/unwatch")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var connection = UpstreamEvent.Of(request);
        var channelId = WatchChannel.ReadChannelId(request, await JsonInput.ReadAsync(request, cancellationToken));
        await watches.CloseAsync(connection, channelId, cancellationToken);
        return Results.NoContent();
    }
}
