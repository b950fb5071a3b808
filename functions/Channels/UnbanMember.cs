using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Channels;

/// <summary>Lets somebody in again, by whatever way.</summary>
public sealed class UnbanMember(ChannelChanges changes)
{
    [Function(nameof(UnbanMember))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "channels/{channelId}/bans/{userId}")] HttpRequest request,
        string channelId,
        string userId,
        CancellationToken cancellationToken)
    {
        var who = ChangeRequest.About(channelId, Caller.Of(request).UserId, userId);
        await changes.ChangeAsync(who, MemberRules.Unban, cancellationToken);
        return Results.NoContent();
    }
}
