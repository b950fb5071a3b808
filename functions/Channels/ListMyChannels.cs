using Chat.Functions.Platform;
using Chat.Functions.Reading;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Channels;

public sealed class ListMyChannels(ChannelList list)
{
    [Function(nameof(ListMyChannels))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/channels")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var page = ChannelListPage.Parse(request.Query);
        var (channels, next) = await list.ReadAsync(Caller.Of(request).UserId, page, cancellationToken);
        return ChatJson.Result(new { Channels = channels, More = next is not null, Next = next?.ToString() });
    }
}
