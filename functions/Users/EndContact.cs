using Chat.Functions.Presence;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Users;

/// <summary>Takes a request back, declines one, or ends a contact.</summary>
public sealed class EndContact(Contacts contacts, PeerView peers)
{
    [Function(nameof(EndContact))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "me/contacts/{userId}")] HttpRequest request,
        string userId,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        caller.RequireOther(userId);
        var contact = await contacts.ChangeAsync(
            caller.UserId, userId, (mine, theirs) => mine.End(theirs), cancellationToken);
        await peers.ShowAsync(contact, cancellationToken);
        return Results.NoContent();
    }
}
