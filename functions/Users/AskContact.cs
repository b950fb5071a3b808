using Chat.Functions.Platform;
using Chat.Functions.Presence;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Users;

/// <summary>Asks somebody to be a contact, or accepts when they have asked.</summary>
public sealed class AskContact(Contacts contacts, PeerView peers, Profiles profiles, RateLimits rates, TimeProvider time)
{
    [Function(nameof(AskContact))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "me/contacts/{userId}")] HttpRequest request,
        string userId,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        caller.RequireOther(userId);
        rates.Take(RatedAction.Invitation, caller.UserId);
        await profiles.RequireAsync(userId, cancellationToken);
        var now = time.GetUtcNow();
        var contact = await contacts.ChangeAsync(caller.UserId, userId, (mine, theirs) => Ask(mine, theirs, now), cancellationToken);
        if (contact.State == ContactState.Accepted)
        {
            await peers.ShowAsync(contact, cancellationToken);
        }

        // Nothing, if the other has declined at this very moment: then it was asked all the same.
        return ChatJson.Result(new ContactAnswer(userId, contact.State ?? ContactState.Requested, contact.Since ?? now));
    }

    private static ContactSide Ask(ContactSide mine, ContactSide theirs, DateTimeOffset now) => mine.BlockedAt is null
        ? mine.Ask(theirs, now)
        : throw ChatException.Conflict("userId", "You block this user: end that first.");
}
