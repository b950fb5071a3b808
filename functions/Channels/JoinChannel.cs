using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Channels;

/// <summary>Joins a public channel.</summary>
public sealed class JoinChannel(ChannelChanges changes, IOptions<ChatLimits> limits)
{
    [Function(nameof(JoinChannel))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "me/channels/{channelId}")] HttpRequest request,
        string channelId,
        CancellationToken cancellationToken)
    {
        var userId = Caller.Of(request).UserId;
        var state = await changes.ChangeAsync(
            ChangeRequest.By(channelId, userId),
            (state, now) => MemberRules.JoinPublic(state, limits.Value.GroupMembers, now),
            cancellationToken);
        return ChatJson.Result(state.Channel.SeenBy(state.Actor!));
    }
}
