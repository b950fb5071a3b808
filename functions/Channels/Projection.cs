using Chat.Functions.Messages;
using Chat.Functions.Reading;

namespace Chat.Functions.Channels;

/// <summary>Makes known what an operation has changed: to its members' lists, connections and screens, and to the channel's log.
/// Repeatable at any time and by several at once: it goes by what the membership is now, not by what the operation made of
/// it.</summary>
public sealed class Projection(
    ChannelStore channels, Memberships memberships, MemberView view, Entries entries, LogWriters writers, UserChannels userChannels)
{
    private const int AtOnce = 8;

    public async Task ProjectAsync(OperationDocument operation, CancellationToken cancellationToken)
    {
        if (await channels.FindAsync(operation.ChannelId, cancellationToken) is not { Channel: var channel })
        {
            return;
        }

        var head = operation.Kind == OperationKind.Join ? await ReadHeadAsync(channel.ChannelId, cancellationToken) : null;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            operation.Concerned, parallel, async (userId, token) => await ShowAsync(channel, userId, head, token));
        if (await TellLogAsync(operation, cancellationToken) is { Kind: EntryKind.Join, UserId: { } joined } entry)
        {
            await userChannels.TryMoveAsync(joined, channel.ChannelId, ReadCursor.At(entry), cancellationToken);
        }
    }

    /// <summary>The entry that tells the channel of it, if it is told.</summary>
    public async Task<Entry?> TellLogAsync(OperationDocument operation, CancellationToken cancellationToken) =>
        ChannelNotice.Of(operation) is { } draft
            ? await writers.SendAsync(draft, Task.FromResult(true), cancellationToken)
            : null;

    private async Task<Head> ReadHeadAsync(string channelId, CancellationToken cancellationToken) =>
        await entries.ReadLastAsync(channelId, 1, cancellationToken) is [var last] ? Head.At(last) : Head.Empty;

    /// <summary>Somebody else may be at the same with an older or a newer state: who finds it unchanged after having acted on it
    /// has acted on the right one.</summary>
    private async Task ShowAsync(ChannelDocument channel, string userId, Head? head, CancellationToken cancellationToken)
    {
        for (var member = await FindAsync(); member is not null;)
        {
            var isHere = await view.ApplyAsync(channel, member, head, cancellationToken);
            var now = await FindAsync();
            if (now?.Version == member.Version)
            {
                await (isHere ? view.TellAsync(channel, member, cancellationToken) : Task.CompletedTask);
                return;
            }

            member = now;
        }

        Task<MemberDocument?> FindAsync() => memberships.FindAsync(channel.ChannelId, userId, cancellationToken);
    }
}
