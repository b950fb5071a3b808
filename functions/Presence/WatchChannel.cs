using Chat.Functions.Connections;
using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Presence;

/// <summary>Event <c>watch</c>: the connection has opened a channel.</summary>
public sealed class WatchChannel(Watches watches, RateLimits rates)
{
    [Function(nameof(WatchChannel))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/watch")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var connection = UpstreamEvent.Of(request);
        var channelId = ReadChannelId(request, await JsonInput.ReadAsync(request, cancellationToken));
        rates.Take(RatedAction.Presence, connection.UserId);
        return EventAnswer.Frame(await watches.OpenAsync(connection, channelId, cancellationToken));
    }

    internal static string ReadChannelId(HttpRequest request, JsonInput input)
    {
        request.HttpContext.Features.Set(new EventAnswer.About(input.TextOrNull("channelId"), null));
        input.Only("channelId");
        return input.Text("channelId");
    }
}
