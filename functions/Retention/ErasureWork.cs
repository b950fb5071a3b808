using Chat.Functions.Messages;
using Chat.Functions.Presence;
using Chat.Functions.Platform;
using Chat.Functions.Users;

namespace Chat.Functions.Retention;

/// <summary>Carries an erasure on: finds the user's channels, then tells each of them by an <c>erase</c> entry and redacts what
/// the user wrote below it, which is a fixed part of the log by then. Every step is stored and may be done again, so it may
/// end anywhere, and run twice at once.</summary>
public sealed class ErasureWork(
    Erasures erasures, ReceiptPlan plan, Redaction redaction, Entries entries, LogWriters writers, Profiles profiles,
    PresenceBoard presences, PresenceRules presenceRules, TimeProvider time)
{
    /// <summary>How long one request works at it; the last step may take a little longer.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    private const int SearchedAtOnce = 500;

    public async Task<Erasure> ContinueAsync(StoredErasure stored, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + Budget;
        using var limit = new CancellationTokenSource(2 * Budget, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        while (stored.Erasure.State == ErasureState.Running && time.GetUtcNow() < until)
        {
            var next = await StepAsync(stored.Erasure, either.Token);
            stored = await erasures.AdvanceAsync(stored, next, either.Token);
        }

        return stored.Erasure;
    }

    private Task<Erasure> StepAsync(Erasure erasure, CancellationToken cancellationToken) => erasure switch
    {
        { IsSearched: false } => SearchAsync(erasure, cancellationToken),
        { Place: null } => EnterNextChannelAsync(erasure, cancellationToken),
        { Place: { } place } => RedactPageAsync(erasure, place, cancellationToken),
    };

    private async Task<Erasure> SearchAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        var (channelIds, end) = await entries.FindChannelsOfAsync(
            erasure.UserId, erasure.SearchedTo, SearchedAtOnce, cancellationToken);
        await erasures.AddChannelsAsync(erasure.ErasureId, channelIds, cancellationToken);
        return erasure with { SearchedTo = end, IsSearched = end is null };
    }

    private async Task<Erasure> EnterNextChannelAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        var channelId = await erasures.NextChannelAsync(erasure.ErasureId, erasure.ChannelId, cancellationToken);
        if (channelId is null)
        {
            await profiles.EraseAsync(erasure.UserId, cancellationToken);
            // The sweep tells those who watch.
            await presences.ChangeAsync(
                erasure.UserId, presence => presenceRules.Forget(presence, time.GetUtcNow()), cancellationToken);
            return erasure with { State = ErasureState.Done, DoneAt = time.GetUtcNow() };
        }

        var draft = Draft.OfSystem(EntryKind.Erase, channelId, erasure.ErasureId);
        draft = draft with { Entry = draft.Entry with { UserId = erasure.UserId } };
        var erase = await writers.SendAsync(draft, Task.FromResult(true), cancellationToken);
        return erase.Kind == EntryKind.Erase && erase.UserId == erasure.UserId
            ? erasure with { ChannelId = channelId, Place = new ErasurePlace(channelId, erase.Seq) }
            : throw ChatException.Invalid("erasureId", "The service has an entry of this id already: choose another.");
    }

    private async Task<Erasure> RedactPageAsync(Erasure erasure, ErasurePlace place, CancellationToken cancellationToken)
    {
        var page = await erasures.FindPageAsync(erasure.ErasureId, erasure.Pages + 1, cancellationToken)
            ?? await erasures.KeepAsync(
                await plan.NextAsync(erasure, place, cancellationToken), cancellationToken);
        await redaction.RedactAsync(erasure.UserId, page, cancellationToken);
        return erasure.After(page);
    }
}
