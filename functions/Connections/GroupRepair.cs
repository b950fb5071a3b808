using Chat.Functions.Channels;
using Chat.Functions.Platform;
using Chat.Functions.Presence;

namespace Chat.Functions.Connections;

/// <summary>Makes a connection have what its user may, when that is no longer what it was given: something may have become the
/// user's, or have ceased to be, after <c>connect</c> had looked and before the connection could be found by its user.</summary>
public sealed class GroupRepair(
    ConnectionAccesses accesses, MyChannels myChannels, Acquaintances acquaintances, TypingRights typing, WebPubSubHub hub, TimeProvider time)
{
    private const int AtOnce = 8;

    /// <summary>Others who may have been acquaintances.</summary>
    private const int MostOthers = 1_000;

    /// <summary>Far longer than any time between looking and being found.</summary>
    private static readonly TimeSpan Connecting = TimeSpan.FromHours(1);

    /// <param name="known">What the connection was given; null when nobody knows.</param>
    /// <returns>What it has now.</returns>
    public async Task<ConnectionState> RepairAsync(
        UpstreamEvent connection, ConnectionState? known, CancellationToken cancellationToken)
    {
        var since = (known?.At ?? time.GetUtcNow()) - Connecting;
        for (var state = known; ;)
        {
            var now = time.GetUtcNow();
            var access = await accesses.ReadAsync(connection.UserId, cancellationToken);
            var present = (state ?? new ConnectionState("", now)) with { Joined = access.Digest(), At = now };
            if (present.Joined == state?.Joined)
            {
                return present;
            }

            await RepairAsync(connection, access, since, cancellationToken);
            // What was done may have been overtaken by a change: until a look finds nothing new.
            state = present;
        }
    }

    private async Task RepairAsync(
        UpstreamEvent connection, ConnectionAccess access, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var left = await myChannels.ListLeftIdsAsync(connection.UserId, since, cancellationToken);
        var others = await acquaintances.ListOthersAsync(connection.UserId, MostOthers, cancellationToken);
        var silent = access.Channels.Where(channel => typing.IsGivenAtOnce(channel.Kind)).Select(channel => channel.ChannelId)
            .Except(access.Typing).Concat(left).ToList();
        List<string> leaves =
        [
            .. left.Select(ChannelGroup.Name), .. silent.Select(PresenceGroup.OfTyping),
            .. others.Except(access.Watched).Select(PresenceGroup.Of),
        ];
        await hub.RemoveConnectionFromGroupsAsync(connection.ConnectionId, leaves, cancellationToken);
        await hub.AddConnectionToGroupsAsync(connection.ConnectionId, access.Groups, cancellationToken);

        var joined = access.Channels.Where(channel => channel.JoinedAt >= since).Select(channel => channel.ChannelId);
        var mute = silent.Concat(access.Typing).Except(access.Typists);
        await ForEachAsync(mute, (channelId, token) => typing.RevokeAsync(connection.ConnectionId, channelId, token), cancellationToken);
        await ForEachAsync(
            joined.Intersect(access.Typists),
            (channelId, token) => typing.GrantAsync(connection.ConnectionId, channelId, token),
            cancellationToken);
    }

    private static Task ForEachAsync(
        IEnumerable<string> channelIds, Func<string, CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(channelIds, parallel, async (channelId, token) => await act(channelId, token));
    }
}
