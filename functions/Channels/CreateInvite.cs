using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Channels;

/// <summary>Makes an invite, or finds the one that this request has made already.</summary>
public sealed class CreateInvite(Memberships memberships, Invites invites, RateLimits rates, TimeProvider time)
{
    [Function(nameof(CreateInvite))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "channels/{channelId}/invites")] HttpRequest request,
        string channelId,
        CancellationToken cancellationToken)
    {
        var userId = Caller.Of(request).UserId;
        var draft = InviteDraft.Parse(await JsonInput.ReadAsync(request, cancellationToken));
        var me = await memberships.RequirePresentAsync(channelId, userId, cancellationToken);
        me.Require(ChannelAction.Invite);
        rates.Take(RatedAction.Invitation, userId);
        var invite = await invites.KeepAsync(draft.ToDocument(channelId, userId, time.GetUtcNow()), cancellationToken);
        return ChatJson.Result(InviteAnswer.Of(invite));
    }
}
