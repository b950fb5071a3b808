using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Channels;

/// <summary>Takes somebody out and keeps them out.</summary>
public sealed class BanMember(ChannelChanges changes)
{
    [Function(nameof(BanMember))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "channels/{channelId}/bans/{userId}")] HttpRequest request,
        string channelId,
        string userId,
        CancellationToken cancellationToken)
    {
        var who = ChangeRequest.About(channelId, Caller.Of(request).UserId, userId);
        await changes.ChangeAsync(who, MemberRules.Ban, cancellationToken);
        return Results.NoContent();
    }
}
