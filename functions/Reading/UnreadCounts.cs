using Chat.Functions.Messages;

namespace Chat.Functions.Reading;

/// <summary>What a user has not read of a channel.</summary>
/// <param name="Messages">Those above the cursor, whatever has become of them.</param>
/// <param name="Mentions">Of these, how many called everybody, or name the user as they stand.</param>
public sealed record Unread(long Messages, long Mentions);

/// <summary>Counts what one user has not read.</summary>
public sealed class UnreadCounts(Activities activities, MentionNotes notes, Entries entries)
{
    /// <summary>How many messages above each channel's cursor name the user as they stand, by channel; those without any are missing.</summary>
    /// <param name="cursors">By channel.</param>
    public async Task<IReadOnlyDictionary<string, long>> CountNamedAsync(
        string userId, IReadOnlyDictionary<string, long> cursors, CancellationToken cancellationToken)
    {
        var noted = cursors.Count == 0 ? [] : await notes.ListAsync(userId, cancellationToken);
        var unread = noted.Where(note => cursors.TryGetValue(note.ChannelId, out var read) && note.Seq > read);
        var messages = await entries.FindManyAsync(unread.Select(note => (note.ChannelId, note.Seq)), cancellationToken);
        return messages.Values.Where(message => message.Names(userId)).CountBy(message => message.ChannelId)
            .ToDictionary(channel => channel.Key, channel => (long)channel.Value);
    }

    public async Task<Unread> CountAsync(UserChannel channel, CancellationToken cancellationToken)
    {
        var (userId, channelId, cursor) = (channel.UserId, channel.ChannelId, channel.Cursor);
        var finding = activities.FindAsync(channelId, cancellationToken);
        var noted = await notes.ListAsync(userId, channelId, cancellationToken);
        var unread = noted.FindAll(note => note.Seq > cursor.Seq).ConvertAll(note => note.Seq);
        var messages = await entries.FindManyAsync(channelId, unread, cancellationToken);
        var activity = await finding;
        await notes.RemoveAsync(userId, noted.Where(note => note.Seq <= cursor.Seq), cancellationToken);
        return new Unread(
            cursor.UnreadOf(activity),
            cursor.ChannelMentionsOf(activity) + messages.Count(message => message.Entry.Names(userId)));
    }
}
