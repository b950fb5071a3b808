using Chat.Functions.Channels;
using Chat.Functions.Users;

namespace Chat.Functions.Presence;

/// <summary>What two users see of each other now that something has changed between them: presence, and typing in their 1-on-1
/// channel. All of it can be done again without harm.</summary>
public sealed class PeerView(
    Acquaintances acquaintances, Subscriptions subscriptions, TypingRights typing, Memberships memberships)
{
    public async Task ShowAsync(Contact contact, CancellationToken cancellationToken)
    {
        var visible = await acquaintances.FindVisibleAsync(contact.UserId, [contact.OtherId], cancellationToken);
        await (visible.Count > 0
            ? subscriptions.BeginBothAsync(contact.UserId, contact.OtherId, cancellationToken)
            : subscriptions.EndBothAsync(contact.UserId, contact.OtherId, cancellationToken));
        foreach (var userId in (string[])[contact.UserId, contact.OtherId])
        {
            await ShowTypingAsync(ChannelId.OfDirect(contact.UserId, contact.OtherId), userId, contact.IsBlocked, cancellationToken);
        }
    }

    private async Task ShowTypingAsync(string channelId, string userId, bool isBlocked, CancellationToken cancellationToken)
    {
        if (await memberships.FindAsync(channelId, userId, cancellationToken) is { IsPresent: true } member)
        {
            await (isBlocked
                ? typing.EndAsync(userId, channelId, cancellationToken)
                : typing.ShowAsync(member, cancellationToken));
        }
    }
}
