using Chat.Functions.Channels;
using Chat.Functions.Messages;
using Chat.Functions.Presence;

namespace Chat.Functions.Reading;

/// <summary>A user's channels, latest activity first, with what is unread. However many there are on a page, it costs the same
/// number of requests: two queries of the user's own partition, and five requests for many items at once.</summary>
public sealed class ChannelList(
    UserChannels userChannels,
    MentionNotes notes,
    Activities activities,
    Memberships memberships,
    ChannelStore channels,
    Entries entries,
    PresenceBoard presences,
    TimeProvider time)
{
    /// <returns>The channels, and where the next page begins; null when this is the last.</returns>
    public async Task<(IReadOnlyList<ListedChannel> Channels, ChannelPlace? Next)> ReadAsync(
        string userId, ChannelListPage page, CancellationToken cancellationToken)
    {
        var noting = notes.ListAsync(userId, cancellationToken);
        var all = await userChannels.ListAsync(userId, cancellationToken);
        var activity = await activities.FindManyAsync(all.Select(channel => channel.ChannelId), cancellationToken);
        var rows = all
            .Select(channel => Row.Of(channel, activity.GetValueOrDefault(channel.ChannelId)))
            .Where(row => page.After is null || row.Place.ComesAfter(page.After))
            .OrderByDescending(row => row.Place.At).ThenBy(row => row.Place.ChannelId, StringComparer.Ordinal).ToList();
        var part = rows.Take(page.Limit).ToList();
        var listed = await ReadAsync(userId, part, await noting, cancellationToken);
        return (listed, rows.Count > page.Limit ? part[^1].Place : null);
    }

    private async Task<IReadOnlyList<ListedChannel>> ReadAsync(
        string userId, IReadOnlyList<Row> rows, IReadOnlyList<MentionNote> notes, CancellationToken cancellationToken)
    {
        var channelIds = rows.Select(row => row.Channel.ChannelId).ToList();
        var finding = channels.FindManyAsync(channelIds, cancellationToken);
        // The list is made from the memberships, and may lag: what may be read, they say themselves.
        var members = await memberships.FindManyAsync(userId, channelIds, cancellationToken);
        // One more request, if the page has channels of two.
        List<string> peers = [.. members.Values.Where(member => !member.Blocked).Select(member => member.PeerId).OfType<string>()];
        var seeing = presences.FindShownAsync(peers, cancellationToken);
        var found = await finding;

        var cursors = rows.ToDictionary(row => row.Channel.ChannelId, row => row.Channel.ReadSeq);
        var noted = notes.Where(note => cursors.TryGetValue(note.ChannelId, out var read) && note.Seq > read)
            .Select(note => (note.ChannelId, note.Seq)).ToList();
        var last = rows.Where(row => row.Activity is not null).Select(row => (row.Channel.ChannelId, row.Activity!.Seq));
        var messages = await entries.FindManyAsync(last.Concat(noted), cancellationToken);
        var named = noted.Where(note => messages.TryGetValue(note, out var entry) && entry.Names(userId)).ToLookup(note => note.ChannelId);

        var seen = (await seeing).ToDictionary(presence => presence.UserId);
        return [.. rows
            .Where(row => members.ContainsKey(row.Channel.ChannelId)
                && found.GetValueOrDefault(row.Channel.ChannelId) is { DeletedAt: null })
            .Select(row => row.Show(
                members[row.Channel.ChannelId],
                found[row.Channel.ChannelId],
                messages.GetValueOrDefault((row.Channel.ChannelId, row.Activity?.Seq ?? 0)),
                named[row.Channel.ChannelId].LongCount(),
                time.GetUtcNow()) with
            {
                Presence = seen.GetValueOrDefault(members[row.Channel.ChannelId].PeerId ?? "") is { } presence
                    && !members[row.Channel.ChannelId].Blocked ? presence : null,
            })];
    }

    private sealed record Row(UserChannel Channel, Activity? Activity, ChannelPlace Place)
    {
        public static Row Of(UserChannel channel, Activity? activity) =>
            new(channel, activity, ChannelPlace.Of(channel, activity));

        public ListedChannel Show(MemberDocument member, ChannelDocument channel, Entry? last, long named, DateTimeOffset now) => new(
            Channel.ChannelId,
            Channel.Kind,
            channel.Name,
            Channel.PeerId,
            Channel.JoinedAt,
            member.Role,
            channel.Topic,
            channel.AvatarUrl,
            channel.ArchivedAt,
            Activity?.Seq,
            Activity?.At,
            last is not null && member.MayRead(last.Seq) ? last : null,
            Channel.Cursor.UnreadOf(Activity),
            Channel.Cursor.ChannelMentionsOf(Activity) + named,
            Channel.ReadSeq,
            Channel.MutedUntil > now ? Channel.MutedUntil : null);
    }
}
