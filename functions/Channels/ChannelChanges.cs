using Chat.Functions.Messages;
using Chat.Functions.Platform;

namespace Chat.Functions.Channels;

/// <summary>The one way a channel or its members change: read what it is decided by, decide, store under the channel's etag,
/// make it known. It costs the same whatever the number of members. Done again it finds nothing to change, and completes what
/// the first time left undone.</summary>
public sealed class ChannelChanges(
    ChannelStore channels, Memberships memberships, Entries entries, Projection projection, TimeProvider time, Random random)
{
    private const int MostTries = 10;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    /// <summary>For longer the change feed has had its turn.</summary>
    private static readonly TimeSpan MayBeUndone = TimeSpan.FromMinutes(10);

    /// <summary>What is to be stored for what is there; null when there is nothing to change.</summary>
    public delegate Change? Rule(ChannelState state, DateTimeOffset now);

    /// <returns>What has become of the channel.</returns>
    /// <exception cref="ChatException">Refused, or too many want changes at once.</exception>
    public async Task<ChannelState> ChangeAsync(ChangeRequest request, Rule rule, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var state = await ReadAsync(request, cancellationToken);
            if (rule(state, time.GetUtcNow()) is not { } change)
            {
                await CompleteAsync(state, cancellationToken);
                return state;
            }

            await KeepOrderAsync(state, change, cancellationToken);
            if (await channels.TryCommitAsync(state.Stored, change, cancellationToken))
            {
                foreach (var operation in change.Operations)
                {
                    await projection.ProjectAsync(operation, cancellationToken);
                }

                return state.After(change);
            }

            await Task.Delay(LongestWait * random.NextDouble(), time, cancellationToken);
        }

        throw ChatException.Overloaded("Too many changes of this channel at once.", retryAfterMs: 1_000);
    }

    private async Task<ChannelState> ReadAsync(ChangeRequest request, CancellationToken cancellationToken)
    {
        var stored = await channels.FindAsync(request.ChannelId, cancellationToken) ?? throw request.NotFound();
        var (channelId, channel) = (request.ChannelId, stored.Channel);
        // Before the members: who finds it used up by a try of their own finds the membership too.
        var invite = request.InviteId is { } id ? await channels.FindInviteAsync(channelId, id, cancellationToken) : null;
        var actor = memberships.FindAsync(channelId, request.ActorId, cancellationToken);
        var subject = request.SubjectId == request.ActorId
            ? actor
            : memberships.FindAsync(channelId, request.SubjectId, cancellationToken);
        return new ChannelState(
            request,
            stored,
            channel with { MemberCount = channel.MemberCount ?? await memberships.CountAsync(channelId, cancellationToken) },
            await actor,
            await subject,
            channel.History == SharedHistory.Join ? await NextSeqAsync(channelId, cancellationToken) : null,
            invite);
    }

    private async Task<long> NextSeqAsync(string channelId, CancellationToken cancellationToken) =>
        await entries.ReadLastAsync(channelId, 1, cancellationToken) is [var last] ? last.Seq + 1 : 1;

    /// <summary>The log must be told of its closing and opening in the order in which they were decided, or it would stay closed
    /// when it is not: of the one before this, at the latest now.</summary>
    private async Task KeepOrderAsync(ChannelState state, Change change, CancellationToken cancellationToken)
    {
        if (state.Channel.GateVersion is { } before && change.Channel.GateVersion != before)
        {
            var operation = await channels.FindOperationAsync(state.Channel.ChannelId, before, cancellationToken);
            await projection.TellLogAsync(operation!, cancellationToken);
        }
    }

    /// <summary>What a request like this one may have left undone that ended too early.</summary>
    private async Task CompleteAsync(ChannelState state, CancellationToken cancellationToken)
    {
        foreach (var version in new[] { state.Subject?.Version ?? 0, state.Channel.Version }.Distinct())
        {
            var operation = await channels.FindOperationAsync(state.Channel.ChannelId, version, cancellationToken);
            if (operation is not null && time.GetUtcNow() - operation.At < MayBeUndone)
            {
                await projection.ProjectAsync(operation, cancellationToken);
            }
        }
    }
}
