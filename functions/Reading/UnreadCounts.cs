using Chat.Functions.Messages;

namespace Chat.Functions.Reading;

/// <summary>What a user has not read of a channel.</summary>
/// <param name="Messages">Those above the cursor, whatever has become of them.</param>
/// <param name="Mentions">Of these, how many called everybody, or name the user as they stand.</param>
public sealed record Unread(long Messages, long Mentions);

/// <summary>Counts what one user has not read of one channel.</summary>
public sealed class UnreadCounts(Activities activities, MentionNotes notes, Entries entries)
{
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
