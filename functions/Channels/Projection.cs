using Chat.Functions.Messages;

namespace Chat.Functions.Channels;

/// <summary>Makes known what an operation has changed: to its members' lists, connections and screens, and to the channel's log.
/// Repeatable at any time and by several at once: it goes by what the membership is now, not by what the operation made of
/// it.</summary>
public sealed class Projection(ChannelStore channels, Memberships memberships, MemberView view, LogWriters writers)
{
    private const int AtOnce = 8;

    public async Task ProjectAsync(OperationDocument operation, CancellationToken cancellationToken)
    {
        if (await channels.FindAsync(operation.ChannelId, cancellationToken) is not { Channel: var channel })
        {
            return;
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            operation.Concerned, parallel, async (userId, token) => await ShowAsync(channel, userId, token));
        await TellLogAsync(operation, cancellationToken);
    }

    /// <summary>The entry that tells the channel of it, if it is told.</summary>
    public Task TellLogAsync(OperationDocument operation, CancellationToken cancellationToken) =>
        ChannelNotice.Of(operation) is { } draft
            ? writers.SendAsync(draft, Task.FromResult(true), cancellationToken)
            : Task.CompletedTask;

    /// <summary>Somebody else may be at the same with an older or a newer state: who finds it unchanged after having acted on it
    /// has acted on the right one.</summary>
    private async Task ShowAsync(ChannelDocument channel, string userId, CancellationToken cancellationToken)
    {
        for (var member = await FindAsync(); member is not null;)
        {
            var isHere = await view.ApplyAsync(channel, member, cancellationToken);
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
