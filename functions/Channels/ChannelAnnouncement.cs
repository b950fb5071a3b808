using Chat.Functions.Connections;

namespace Chat.Functions.Channels;

/// <summary>Makes a channel known to its members: in their lists, to their connections, on their screens. All of it can
/// be done again without harm.</summary>
public sealed class ChannelAnnouncement(MyChannels myChannels, WebPubSubHub hub)
{
    private const int AtOnce = 8;

    public Task SendAsync(Roster roster, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(roster.Members, parallel, async (member, token) =>
        {
            var channel = roster.SeenBy(member);
            // The list first: a connection made from now on finds the channel there, and one made before is found here.
            await myChannels.AddAsync(member.UserId, channel, token);
            if (await hub.AddUserToGroupAsync(member.UserId, ChannelGroup.Name(channel.ChannelId), token))
            {
                await hub.SendToUserAsync(member.UserId, new { Type = "channel", Channel = channel }, token);
            }
        });
    }
}
