namespace Chat.Functions.Channels;

/// <summary>Takes a deleted channel from its members, a page at a time. It may end anywhere: what is left are those who are still
/// members.</summary>
public sealed class Disbanding(Memberships memberships, MemberView view)
{
    // The database's limit for one transaction.
    private const int PageMembers = 100;
    private const int AtOnce = 8;

    public async Task ContinueAsync(ChannelDocument channel, OperationDocument deletion, CancellationToken cancellationToken)
    {
        while (await memberships.ListAsync(channel.ChannelId, "", PageMembers, cancellationToken) is { Count: > 0 } members)
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(members, parallel, async (member, token) =>
            {
                var removed = member with { RemovedAt = deletion.At, Version = deletion.Version };
                await view.ApplyAsync(channel, removed, head: null, token);
                await view.TellAsync(channel, removed, token);
            });
            // Last, since who is no member any more is not found again. Nothing else changes members of a deleted channel.
            await memberships.RemoveAsync(channel.ChannelId, members, deletion.Version, deletion.At, cancellationToken);
        }
    }
}
