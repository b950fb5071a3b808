using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Channels;

public sealed class ListBans(Memberships memberships)
{
    [Function(nameof(ListBans))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "channels/{channelId}/bans")] HttpRequest request,
        string channelId,
        CancellationToken cancellationToken)
    {
        var page = MemberPage.Parse(request.Query);
        var me = await memberships.RequirePresentAsync(channelId, Caller.Of(request).UserId, cancellationToken);
        me.Require(ChannelAction.Govern);
        var found = await memberships.ListBannedAsync(channelId, page.After, page.ToRead, cancellationToken);
        return ChatJson.Result(new
        {
            Bans = found.Take(page.Limit).Select(member => new { member.UserId, member.BannedAt }),
            More = found.Count > page.Limit,
        });
    }
}
