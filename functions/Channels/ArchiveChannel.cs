using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Channels;

/// <summary>Nobody posts any more; what was said can be read.</summary>
public sealed class ArchiveChannel(ChannelChanges changes)
{
    [Function(nameof(ArchiveChannel))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "channels/{channelId}/archive")] HttpRequest request,
        string channelId,
        CancellationToken cancellationToken)
    {
        var userId = Caller.Of(request).UserId;
        var state = await changes.ChangeAsync(
            ChangeRequest.By(channelId, userId), ChannelRules.Archive, cancellationToken);
        return ChatJson.Result(ChannelDetails.Of(state.Channel, state.Actor!));
    }
}
