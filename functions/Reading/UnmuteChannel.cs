using Chat.Functions.Channels;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Reading;

public sealed class UnmuteChannel(Memberships memberships, UserChannels userChannels)
{
    [Function(nameof(UnmuteChannel))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "me/channels/{channelId}/mute")] HttpRequest request,
        string channelId,
        CancellationToken cancellationToken)
    {
        var userId = Caller.Of(request).UserId;
        await memberships.RequirePresentAsync(channelId, userId, cancellationToken);
        await userChannels.UnmuteAsync(userId, channelId, cancellationToken);
        return Results.NoContent();
    }
}
