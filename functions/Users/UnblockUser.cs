using Chat.Functions.Presence;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Users;

/// <summary>Ends a block; the 1-on-1 channel opens when the other does not block either.</summary>
public sealed class UnblockUser(Contacts contacts, DirectBlocks blocks, PeerView peers)
{
    [Function(nameof(UnblockUser))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "me/blocks/{userId}")] HttpRequest request,
        string userId,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        caller.RequireOther(userId);
        var contact = await contacts.ChangeAsync(caller.UserId, userId, (mine, _) => mine.Unblock(), cancellationToken);
        await blocks.ApplyAsync(contact, cancellationToken);
        await peers.ShowAsync(contact, cancellationToken);
        return Results.NoContent();
    }
}
