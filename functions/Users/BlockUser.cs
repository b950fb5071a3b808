using Chat.Functions.Platform;
using Chat.Functions.Presence;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Users;

/// <summary>Blocks somebody: the contact ends, and neither writes to the other in their 1-on-1 channel any more.</summary>
public sealed class BlockUser(Contacts contacts, DirectBlocks blocks, PeerView peers, Profiles profiles, TimeProvider time)
{
    [Function(nameof(BlockUser))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "me/blocks/{userId}")] HttpRequest request,
        string userId,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        caller.RequireOther(userId);
        await profiles.RequireAsync(userId, cancellationToken);
        var now = time.GetUtcNow();
        var contact = await contacts.ChangeAsync(
            caller.UserId, userId, (mine, theirs) => mine.Block(theirs, now), cancellationToken);
        await blocks.ApplyAsync(contact, cancellationToken);
        await peers.ShowAsync(contact, cancellationToken);
        return Results.NoContent();
    }
}
