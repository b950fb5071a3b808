using Chat.Functions.Channels;
using Chat.Functions.Connections;
using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Presence;

/// <summary>Has connections follow the presence of the members of the channels that they have open.</summary>
public sealed class Watches(
    ChatDatabase database, Memberships memberships, Acquaintances acquaintances, PresenceBoard board, TypingRights typing, WebPubSubHub hub)
{
    /// <summary>Opens a channel at a connection.</summary>
    /// <returns>The presence of those that it now follows.</returns>
    /// <exception cref="ChatException">The user is no member.</exception>
    public async Task<PresenceFrame> OpenAsync(UpstreamEvent connection, string channelId, CancellationToken cancellationToken)
    {
        var me = await memberships.RequirePresentAsync(channelId, connection.UserId, cancellationToken);
        var members = await memberships.ListAsync(channelId, "", ChatLimits.WatchedMembers + 1, cancellationToken);
        List<string> others = [.. members.Select(member => member.UserId).Where(id => id != me.UserId).Take(ChatLimits.WatchedMembers)];
        var blocked = await acquaintances.FindBlockedAsync(me.UserId, others, cancellationToken);
        List<string> visible = [.. others.Where(id => !blocked.Contains(id))];

        // Kept before it is done: who takes the user out of the channel meanwhile finds it.
        await ChangeAsync(
            connection, watch => watch.Open(new WatchedChannel(channelId, visible), ChatLimits.WatchedChannels), cancellationToken);
        await hub.AddConnectionToGroupsAsync(connection.ConnectionId, [.. visible.Select(PresenceGroup.Of)], cancellationToken);
        // And looked at again after it is done: who did so before has found it.
        if (await memberships.FindAsync(channelId, me.UserId, cancellationToken) is not { IsPresent: true })
        {
            await CloseAsync(connection, channelId, cancellationToken);
            throw ChannelId.NotFound();
        }

        await LetTypeAsync(connection, me, members, cancellationToken);
        // Last: what changes from now on is told.
        return new PresenceFrame(await board.FindShownAsync(visible, cancellationToken), channelId);
    }

    public Task CloseAsync(UpstreamEvent connection, string channelId, CancellationToken cancellationToken) =>
        ChangeAsync(connection, watch => watch.Close(channelId), cancellationToken);

    /// <summary>Closes a channel at all connections of somebody who is no member any more.</summary>
    public async Task EndAsync(string userId, string channelId, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(
                "SELECT VALUE c.connectionId FROM c WHERE c.userId = @userId AND c.type = @type "
                    + "AND ARRAY_CONTAINS(c.channelIds, @channelId)")
            .WithParameter("@userId", userId)
            .WithParameter("@type", WatchDocument.DocumentType)
            .WithParameter("@channelId", channelId);
        foreach (var connectionId in await database.Users.QueryAsync<string>(query, new PartitionKey(userId), cancellationToken))
        {
            await CloseAsync(new UpstreamEvent(connectionId, userId), channelId, cancellationToken);
        }
    }

    /// <summary>Changes what is kept of a connection, and has it leave whom it follows for no reason any more.</summary>
    private async Task ChangeAsync(
        UpstreamEvent connection, Func<WatchDocument, WatchDocument> change, CancellationToken cancellationToken)
    {
        var none = new WatchDocument(connection.UserId, connection.ConnectionId);
        var (before, after) = (none, none);
        await database.Users.ChangeAsync<WatchDocument>(
            none.Id,
            new PartitionKey(connection.UserId),
            stored =>
            {
                before = stored ?? none;
                after = change(before);
                return stored is null && after.Channels.IsEmpty ? null : after;
            },
            cancellationToken);

        var left = before.LeftIn(after);
        var known = await acquaintances.FindVisibleAsync(connection.UserId, left, cancellationToken);
        await hub.RemoveConnectionFromGroupsAsync(
            connection.ConnectionId,
            [
                .. left.Where(userId => !known.Contains(userId)).Select(PresenceGroup.Of),
                .. typing.IsGivenAtOnce(ChannelKind.Group) ? [] : before.ClosedIn(after).Select(PresenceGroup.OfTyping),
            ],
            cancellationToken);
    }

    /// <summary>Where connections do not have it from the start.</summary>
    private async Task LetTypeAsync(
        UpstreamEvent connection, MemberDocument me, List<MemberDocument> members, CancellationToken cancellationToken)
    {
        if (me.PeerId is null && !typing.IsGivenAtOnce(ChannelKind.Group) && members.Count <= TypingRights.MostMembers)
        {
            await hub.AddConnectionToGroupsAsync(
                connection.ConnectionId, [PresenceGroup.OfTyping(me.ChannelId)], cancellationToken);
            await (me.Role.May(ChannelAction.Post)
                ? typing.GrantAsync(connection.ConnectionId, me.ChannelId, cancellationToken)
                : Task.CompletedTask);
        }
    }
}
