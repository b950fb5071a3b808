using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Channels;

/// <summary>Members post again.</summary>
public sealed class UnarchiveChannel(ChannelChanges changes)
{
    [Function(nameof(UnarchiveChannel))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "channels/{channelId}/archive")] HttpRequest request,
        string channelId,
        CancellationToken cancellationToken)
    {
        var userId = Caller.Of(request).UserId;
        var state = await changes.ChangeAsync(
            ChangeRequest.By(channelId, userId), ChannelRules.Unarchive, cancellationToken);
        return ChatJson.Result(ChannelDetails.Of(state.Channel, state.Actor!));
    }
}
