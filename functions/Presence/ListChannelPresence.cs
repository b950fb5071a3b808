using Chat.Functions.Channels;
using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Presence;

/// <summary>The presence of a channel's members, a page at a time.</summary>
public sealed class ListChannelPresence(
    Memberships memberships, Acquaintances acquaintances, ChannelPresences presences, RateLimits rates)
{
    [Function(nameof(ListChannelPresence))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "channels/{channelId}/presence")] HttpRequest request,
        string channelId,
        CancellationToken cancellationToken)
    {
        var page = MemberPage.Parse(request.Query);
        var caller = Caller.Of(request).UserId;
        await memberships.RequirePresentAsync(channelId, caller, cancellationToken);
        rates.Take(RatedAction.Presence, caller);
        var (members, more) = await presences.ReadAsync(channelId, page, cancellationToken);
        var blocked = await acquaintances.FindBlockedAsync(caller, [.. members.Select(member => member.UserId)], cancellationToken);
        return ChatJson.Result(new
        {
            Users = members.Where(member => !blocked.Contains(member.UserId)),
            More = more,
            // The last one of the page may be one of those that are not shown.
            Next = more ? members[^1].UserId : null,
        });
    }
}
