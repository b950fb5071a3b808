using Chat.Functions.Channels;
using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Reading;

/// <summary>Moves a user's cursor in a channel forward, and says what is left unread.</summary>
public sealed class MarkRead(
    Memberships memberships, Entries entries, UserChannels userChannels, UnreadCounts counts, ReadReceipts receipts)
{
    [Function(nameof(MarkRead))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "channels/{channelId}/read")] HttpRequest request,
        string channelId,
        CancellationToken cancellationToken)
    {
        var userId = Caller.Of(request).UserId;
        var input = await JsonInput.ReadAsync(request, cancellationToken);
        input.Only("seq");
        var seq = input.WholeNumber("seq");
        var member = await memberships.RequirePresentAsync(channelId, userId, cancellationToken);

        if (await FindAsync(channelId, seq, cancellationToken) is { } entry)
        {
            await userChannels.TryMoveAsync(userId, channelId, ReadCursor.At(entry), cancellationToken);
        }

        var channel = await userChannels.RequireAsync(userId, channelId, cancellationToken);
        if (channel.ReadSeq == seq && seq > 0)
        {
            // Also when it stood there before: the first try may have ended between moving it and telling.
            await receipts.SendAsync(member, seq, cancellationToken);
        }

        var unread = await counts.CountAsync(channel, cancellationToken);
        return ChatJson.Result(new { Seq = channel.ReadSeq, Unread = unread.Messages, unread.Mentions });
    }

    /// <returns>The entry to move to; null when it is gone, by retention, and there is nothing there to read, or is none (0).</returns>
    /// <exception cref="ChatException">There is no such entry yet.</exception>
    private async Task<Entry?> FindAsync(string channelId, long seq, CancellationToken cancellationToken)
    {
        if (await entries.FindAsync(channelId, seq, cancellationToken) is { } entry)
        {
            return entry;
        }

        var last = await entries.ReadLastAsync(channelId, 1, cancellationToken);
        return seq <= (last is [var head] ? head.Seq : 0)
            ? null
            : throw ChatException.Invalid("seq", "seq is above the channel's last entry.");
    }
}
