using Chat.Functions.Channels;
using Chat.Functions.Connections;
using Chat.Functions.Platform;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Presence;

/// <summary>Who may say in a channel that they are typing, and see it of others: clients publish it themselves, so the service gives
/// and takes the right for each connection. Only small channels have it: everybody's typing reaches everybody.</summary>
public sealed class TypingRights(WebPubSubHub hub, PresenceBoard board, IOptions<ChatLimits> limits)
{
    public const int MostMembers = 100;

    /// <summary>Whether connections have it from the start: where groups may be larger, how large one is would have to be looked up
    /// for each, so there it comes when the channel is opened.</summary>
    public bool IsGivenAtOnce(ChannelKind kind) => kind == ChannelKind.Direct || limits.Value.GroupMembers <= MostMembers;

    /// <summary>Makes all connections of a present member have what the role allows.</summary>
    public async Task ShowAsync(MemberDocument member, CancellationToken cancellationToken)
    {
        await hub.AddUserToGroupAsync(member.UserId, PresenceGroup.OfTyping(member.ChannelId), cancellationToken);
        await ForEachConnectionAsync(
            member.UserId,
            connectionId => member.Role.May(ChannelAction.Post)
                ? GrantAsync(connectionId, member.ChannelId, cancellationToken)
                : RevokeAsync(connectionId, member.ChannelId, cancellationToken),
            cancellationToken);
    }

    /// <summary>Takes it from all connections of a user.</summary>
    public async Task EndAsync(string userId, string channelId, CancellationToken cancellationToken)
    {
        await hub.RemoveUserFromGroupAsync(userId, PresenceGroup.OfTyping(channelId), cancellationToken);
        var known = await ForEachConnectionAsync(
            userId, connectionId => RevokeAsync(connectionId, channelId, cancellationToken), cancellationToken);
        if (known >= PresenceRules.MostConnections)
        {
            // There may be more than are known: they come back without it.
            await hub.CloseUserAsync(userId, "Your channels have changed.", cancellationToken);
        }
    }

    public Task GrantAsync(string connectionId, string channelId, CancellationToken cancellationToken) =>
        hub.GrantSendAsync(connectionId, PresenceGroup.OfTyping(channelId), cancellationToken);

    public Task RevokeAsync(string connectionId, string channelId, CancellationToken cancellationToken) =>
        hub.RevokeSendAsync(connectionId, PresenceGroup.OfTyping(channelId), cancellationToken);

    /// <returns>How many connections are known.</returns>
    private async Task<int> ForEachConnectionAsync(string userId, Func<string, Task> act, CancellationToken cancellationToken)
    {
        var presence = await board.FindAsync(userId, cancellationToken);
        await Task.WhenAll(presence?.Connections.Select(connection => act(connection.Id)) ?? []);
        return presence?.Connections.Count ?? 0;
    }
}
