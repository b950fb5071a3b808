using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Channels;

public sealed class DeleteInvite(Memberships memberships, Invites invites)
{
    [Function(nameof(DeleteInvite))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "channels/{channelId}/invites/{token}")] HttpRequest request,
        string channelId,
        string token,
        CancellationToken cancellationToken)
    {
        var me = await memberships.RequirePresentAsync(channelId, Caller.Of(request).UserId, cancellationToken);
        me.Require(ChannelAction.Invite);
        var invite = InviteToken.Parse(token);
        // One of another channel is not this channel's to take back.
        await invites.RemoveAsync(invite.ChannelId == channelId ? invite : throw InviteToken.NotFound(), cancellationToken);
        return Results.NoContent();
    }
}
