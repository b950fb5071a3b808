using Chat.Functions.Channels;
using Chat.Functions.Platform;
using Chat.Functions.Reading;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Sync;

/// <summary>The channels that one request is about.</summary>
/// <param name="Gone">Those that were named and are not the user's.</param>
/// <param name="Next">The id up to which channels were looked for; null when there are no further ones.</param>
public sealed record Scope(IReadOnlyList<Standing> Standings, IReadOnlyList<string> Gone, string? Next);

/// <summary>Finds out how a user's channels stand, in a number of requests that does not grow with theirs.</summary>
public sealed class Standings(
    UserChannels userChannels, Memberships memberships, ChannelStore channels, Activities activities, IOptions<ChatLimits> limits)
{
    public async Task<Scope> ReadAsync(string userId, SyncRequest request, CancellationToken cancellationToken)
    {
        var listed = (await userChannels.ListAsync(userId, cancellationToken)).ToDictionary(channel => channel.ChannelId);
        var held = request.Channels.ToDictionary(channel => channel.ChannelId);
        var (unknown, next) = Unknown(request, listed.Keys, held);
        string[] ids = [.. held.Keys, .. unknown];

        // The list is made from the memberships, and may lag: whose channel it is, these say themselves.
        var findingMembers = memberships.FindManyAsync(userId, ids, cancellationToken);
        var findingChannels = channels.FindManyAsync(ids, cancellationToken);
        var findingActivities = activities.FindManyAsync(ids, cancellationToken);
        await Task.WhenAll(findingMembers, findingChannels, findingActivities);
        var (members, found, activity) = (await findingMembers, await findingChannels, await findingActivities);

        var isElsewhere = request.Epoch is { } epoch && epoch != limits.Value.Epoch;
        var standings = new List<Standing>(ids.Length);
        foreach (var id in ids)
        {
            if (members.TryGetValue(id, out var member) && found.GetValueOrDefault(id) is { DeletedAt: null } channel)
            {
                var mine = held.GetValueOrDefault(id);
                standings.Add(new Standing(
                    mine, listed.GetValueOrDefault(id) ?? Unlisted(member, channel), member, channel, activity.GetValueOrDefault(id),
                    isElsewhere && mine?.Seq is not null));
            }
        }

        var own = standings.Select(standing => standing.ChannelId).ToHashSet();
        return new Scope(standings, [.. held.Keys.Where(id => !own.Contains(id))], next);
    }

    /// <summary>The user's channels that the device does not know. One that names as many as it may has perhaps more, with higher ids: so
    /// nothing above what it names is new to it.</summary>
    private static (IReadOnlyList<string> ChannelIds, string? Next) Unknown(
        SyncRequest request, IEnumerable<string> listed, Dictionary<string, HeldChannel> held)
    {
        var next = held.Count < SyncRequest.MostChannels ? null : held.Keys.Max(StringComparer.Ordinal);
        var unknown = listed
            .Where(id => !held.ContainsKey(id) && IsAbove(id, request.Next) && (next is null || !IsAbove(id, next)))
            .Order(StringComparer.Ordinal).ToList();
        return unknown.Count <= SyncRequest.MostChannels
            ? (unknown, next)
            : (unknown[..SyncRequest.MostChannels], unknown[SyncRequest.MostChannels - 1]);
    }

    private static bool IsAbove(string id, string? other) => other is null || string.CompareOrdinal(id, other) > 0;

    /// <summary>A channel that the user's list does not show yet.</summary>
    private static UserChannel Unlisted(MemberDocument member, ChannelDocument channel) => new(
        member.UserId, channel.ChannelId, channel.Kind, channel.Name, member.PeerId, member.JoinedAt);
}
