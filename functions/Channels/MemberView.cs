using Chat.Functions.Connections;
using Chat.Functions.Messages;
using Chat.Functions.Presence;

namespace Chat.Functions.Channels;

/// <summary>What one member sees of a channel: in the list, at the connections, on the screens. All of it can be done again
/// without harm.</summary>
public sealed class MemberView(
    MyChannels myChannels, TypingRights typing, Subscriptions subscriptions, Watches watches, WebPubSubHub hub)
{
    /// <param name="head">Where the log stood when the member joined; null if that is not what has happened.</param>
    /// <returns>Whether the user has a connection, as far as that is known.</returns>
    public async Task<bool> ApplyAsync(
        ChannelDocument channel, MemberDocument member, Head? head, CancellationToken cancellationToken)
    {
        // The list first: a connection made from now on goes by it, and one made before is found here.
        await myChannels.ProjectAsync(channel, member, head, cancellationToken);
        var group = ChannelGroup.Name(channel.ChannelId);
        if (member.IsPresent)
        {
            return await hub.AddUserToGroupAsync(member.UserId, group, cancellationToken)
                && await ShowPeopleAsync(channel, member, cancellationToken);
        }

        await hub.RemoveUserFromGroupAsync(member.UserId, group, cancellationToken);
        await typing.EndAsync(member.UserId, channel.ChannelId, cancellationToken);
        await watches.EndAsync(member.UserId, channel.ChannelId, cancellationToken);
        return true;
    }

    /// <summary>Who is typing; and whether the other one is there.</summary>
    private async Task<bool> ShowPeopleAsync(ChannelDocument channel, MemberDocument member, CancellationToken cancellationToken)
    {
        if (typing.IsGivenAtOnce(channel.Kind) && !member.Blocked)
        {
            await typing.ShowAsync(member, cancellationToken);
        }

        if (member is { PeerId: { } peerId, Blocked: false })
        {
            await subscriptions.BeginAsync(member.UserId, peerId, cancellationToken);
        }

        return true;
    }

    /// <summary>Tells the user's connections.</summary>
    public Task TellAsync(ChannelDocument channel, MemberDocument member, CancellationToken cancellationToken) => member.IsPresent
        ? hub.SendToUserAsync(member.UserId, new { Type = "channel", Channel = channel.SeenBy(member) }, cancellationToken)
        : hub.SendToUserAsync(member.UserId, new { Type = "channelGone", channel.ChannelId }, cancellationToken);
}
