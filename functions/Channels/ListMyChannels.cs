using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Channels;

public sealed class ListMyChannels(MyChannels myChannels)
{
    [Function(nameof(ListMyChannels))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/channels")] HttpRequest request,
        CancellationToken cancellationToken) =>
        ChatJson.Result(new { Channels = await myChannels.ListAsync(Caller.Of(request).UserId, cancellationToken) });
}
