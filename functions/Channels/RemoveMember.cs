using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Channels;

/// <summary>Takes a member out, or lets the caller leave.</summary>
public sealed class RemoveMember(ChannelChanges changes)
{
    [Function(nameof(RemoveMember))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "channels/{channelId}/members/{userId}")] HttpRequest request,
        string channelId,
        string userId,
        CancellationToken cancellationToken)
    {
        var who = ChangeRequest.About(channelId, Caller.Of(request).UserId, userId);
        await changes.ChangeAsync(who, MemberRules.Remove, cancellationToken);
        return Results.NoContent();
    }
}
