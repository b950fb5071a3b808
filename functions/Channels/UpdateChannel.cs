using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Channels;

/// <summary>Changes what a group is called and looks like, who may find it, and what newcomers may read.</summary>
public sealed class UpdateChannel(ChannelChanges changes)
{
    [Function(nameof(UpdateChannel))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "channels/{channelId}")] HttpRequest request,
        string channelId,
        CancellationToken cancellationToken)
    {
        var update = ChannelUpdate.Parse(await JsonInput.ReadAsync(request, cancellationToken));
        var userId = Caller.Of(request).UserId;
        var state = await changes.ChangeAsync(
            ChangeRequest.By(channelId, userId),
            (state, now) => ChannelRules.Update(state, update, now),
            cancellationToken);
        return ChatJson.Result(ChannelDetails.Of(state.Channel, state.Actor!));
    }
}
