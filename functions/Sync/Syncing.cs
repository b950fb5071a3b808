using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Functions.Reading;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Sync;

/// <summary>Answers what a device lacks of all its user's channels. Nothing is written, so it may be asked again at any time. All that
/// decides is read strong: what was stored before the request is in the answer, or `more` says so.</summary>
public sealed class Syncing(
    Standings standings, Entries entries, LogParts parts, UnreadCounts counts, IOptions<ChatLimits> limits, TimeProvider time)
{
    /// <summary>How many entries a device gets of a channel that is new to it: enough to show, and older ones are a scroll away.</summary>
    public const int WindowEntries = 20;

    public async Task<SyncAnswer> SyncAsync(string userId, SyncRequest request, CancellationToken cancellationToken)
    {
        var scope = await standings.ReadAsync(userId, request, cancellationToken);
        var anew = scope.Standings.Count(standing => standing.Above is null);
        var window = Math.Clamp(request.Limit / Math.Max(anew, 1), 1, WindowEntries);
        var found = await entries.FindManyAsync(
            scope.Standings.SelectMany(one => Probe.Numbers(one, window).Select(seq => (one.ChannelId, seq))), cancellationToken);
        var findings = scope.Standings.Select(standing => Probe.Judge(standing, window, found)).ToList();

        var plan = ReadingPlan.Of(findings, request.Limit, window);
        var read = await parts.ReadAsync(plan.Parts, cancellationToken);
        var synced = await ShowAsync(userId, read, cancellationToken);
        // What did not fit comes before what has not been looked at.
        var isLeft = plan.IsLeft || synced.Any(channel => channel.More == true);
        return new SyncAnswer(
            limits.Value.Epoch, synced, scope.Gone, isLeft || scope.Next is not null, isLeft ? request.Next : scope.Next);
    }

    private async Task<IReadOnlyList<SyncedChannel>> ShowAsync(
        string userId, IReadOnlyList<LogPart> read, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var told = read.Select(part => (Part: part, State: StateDigest.Of(part.Standing.Show(null, 0, now))))
            .Where(one => one.Part.IsNews || one.State != one.Part.Standing.Held?.State).ToList();
        var named = await counts.CountNamedAsync(
            userId, told.ToDictionary(one => one.Part.Standing.ChannelId, one => one.Part.Standing.User.ReadSeq), cancellationToken);
        var shown =
            from one in told
            let standing = one.Part.Standing
            let activity = standing.ActivityUpTo(one.Part.Entries is [.., var last] ? last : null)
            orderby ChannelPlace.Of(standing.User, activity).At descending
            select one.Part.Show(standing.Show(activity, named.GetValueOrDefault(standing.ChannelId), now), one.State);
        return [.. shown];
    }
}
