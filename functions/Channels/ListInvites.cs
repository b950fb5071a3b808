using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Channels;

public sealed class ListInvites(Memberships memberships, Invites invites, TimeProvider time)
{
    [Function(nameof(ListInvites))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "channels/{channelId}/invites")] HttpRequest request,
        string channelId,
        CancellationToken cancellationToken)
    {
        var me = await memberships.RequirePresentAsync(channelId, Caller.Of(request).UserId, cancellationToken);
        me.Require(ChannelAction.Invite);
        var found = await invites.ListAsync(channelId, time.GetUtcNow(), cancellationToken);
        return ChatJson.Result(new { Invites = found.Select(InviteAnswer.Of) });
    }
}
