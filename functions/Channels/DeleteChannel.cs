using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Channels;

/// <summary>Closes the log at once; <see cref="ProjectMembership"/> takes the channel from its members.</summary>
public sealed class DeleteChannel(ChannelChanges changes)
{
    [Function(nameof(DeleteChannel))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "channels/{channelId}")] HttpRequest request,
        string channelId,
        CancellationToken cancellationToken)
    {
        var userId = Caller.Of(request).UserId;
        await changes.ChangeAsync(ChangeRequest.By(channelId, userId), ChannelRules.Delete, cancellationToken);
        return Results.NoContent();
    }
}
