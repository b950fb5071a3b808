using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Channels;

public sealed class ListMembers(Memberships memberships)
{
    [Function(nameof(ListMembers))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "channels/{channelId}/members")] HttpRequest request,
        string channelId,
        CancellationToken cancellationToken)
    {
        var page = MemberPage.Parse(request.Query);
        await memberships.RequirePresentAsync(channelId, Caller.Of(request).UserId, cancellationToken);
        var found = await memberships.ListAsync(channelId, page.After, page.ToRead, cancellationToken);
        return ChatJson.Result(new { Members = found.Take(page.Limit).Select(Member.Of), More = found.Count > page.Limit });
    }
}
