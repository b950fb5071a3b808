using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Channels;

/// <summary>Joins by an invite.</summary>
public sealed class AcceptInvite(ChannelChanges changes, IOptions<ChatLimits> limits)
{
    [Function(nameof(AcceptInvite))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "invites/{token}")] HttpRequest request,
        string token,
        CancellationToken cancellationToken)
    {
        var userId = Caller.Of(request).UserId;
        var invite = InviteToken.Parse(token);
        var state = await changes.ChangeAsync(
            ChangeRequest.By(invite.ChannelId, userId) with { InviteId = invite.InviteId },
            (state, now) => MemberRules.JoinInvited(state, invite, limits.Value.GroupMembers, now),
            cancellationToken);
        return ChatJson.Result(state.Channel.SeenBy(state.Actor!));
    }
}
