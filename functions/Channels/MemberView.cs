using Chat.Functions.Connections;
using Chat.Functions.Messages;

namespace Chat.Functions.Channels;

/// <summary>What one member sees of a channel: in the list, at the connections, on the screens. All of it can be done again
/// without harm.</summary>
public sealed class MemberView(MyChannels myChannels, WebPubSubHub hub)
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
            return await hub.AddUserToGroupAsync(member.UserId, group, cancellationToken);
        }

        await hub.RemoveUserFromGroupAsync(member.UserId, group, cancellationToken);
        return true;
    }

    /// <summary>Tells the user's connections.</summary>
    public Task TellAsync(ChannelDocument channel, MemberDocument member, CancellationToken cancellationToken) => member.IsPresent
        ? hub.SendToUserAsync(member.UserId, new { Type = "channel", Channel = channel.SeenBy(member) }, cancellationToken)
        : hub.SendToUserAsync(member.UserId, new { Type = "channelGone", channel.ChannelId }, cancellationToken);
}
