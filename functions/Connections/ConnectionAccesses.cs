using Chat.Functions.Channels;
using Chat.Functions.Platform;
using Chat.Functions.Presence;

namespace Chat.Functions.Connections;

/// <summary>Finds what a user's connections may receive and publish: two queries of the user's own partition, and a third where
/// there are 1-on-1 channels with others than contacts.</summary>
public sealed class ConnectionAccesses(MyChannels myChannels, Acquaintances acquaintances, TypingRights typing)
{
    public async Task<ConnectionAccess> ReadAsync(string userId, CancellationToken cancellationToken)
    {
        var finding = acquaintances.ListContactsAsync(userId, ChatLimits.WatchedContacts, cancellationToken);
        var channels = await myChannels.ListAsync(userId, cancellationToken);
        var contacts = await finding;
        var peers = channels.Select(channel => channel.PeerId).OfType<string>().ToList();
        // A contact blocks nobody and is not blocked: a block ends that.
        var blocked = await acquaintances.FindBlockedAsync(userId, [.. peers.Except(contacts)], cancellationToken);

        var typed = channels
            .Where(channel => typing.IsGivenAtOnce(channel.Kind) && (channel.PeerId is null || !blocked.Contains(channel.PeerId)))
            .ToList();
        return new ConnectionAccess(
            channels,
            [.. typed.Select(channel => channel.ChannelId)],
            [.. typed.Where(channel => channel.Role.May(ChannelAction.Post)).Select(channel => channel.ChannelId)],
            [.. contacts.Union(peers.Where(peer => !blocked.Contains(peer)).Take(ChatLimits.WatchedContacts))]);
    }
}
