using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Presence;

/// <summary>Does what no event has done: ends connections whose <c>disconnected</c> was lost, tells of absences whose message was, and
/// what an instance left untold. A bounded part at a time; runs may end anywhere and overlap.</summary>
public sealed partial class SweepPresence(
    PresenceBoard board, PresenceChanges changes, TimeProvider time, ILogger<SweepPresence> logger)
{
    /// <summary>Users looked at in one run.</summary>
    public const int MostUsers = 1_000;

    private const int AtOnce = 8;

    private static readonly TimeSpan RunLimit = TimeSpan.FromSeconds(50);

    [Function(nameof(SweepPresence))]
    public Task Run([TimerTrigger("%SweepPresenceSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        RunAsync(cancellationToken);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(RunLimit, time);
        var (due, isMore) = await FindAsync(cancellationToken);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(due, parallel, async (user, token) =>
            await (limit.IsCancellationRequested ? Task.CompletedTask : TryAsync(user, token)));
        if (isMore || limit.IsCancellationRequested)
        {
            LogBehind(logger, MostUsers);
        }
    }

    private async Task<(IReadOnlyList<DuePresence> Due, bool IsMore)> FindAsync(CancellationToken cancellationToken)
    {
        var found = new List<DuePresence>();
        await foreach (var due in board.FindDueAsync(time.GetUtcNow(), cancellationToken))
        {
            if (found.Count == MostUsers)
            {
                return (found, true);
            }

            found.Add(due);
        }

        return (found, false);
    }

    private async Task TryAsync(DuePresence due, CancellationToken cancellationToken)
    {
        try
        {
            await changes.SweepAsync(due, cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailure(logger, error, due.UserId);
            await changes.PostponeAsync(due, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Error, "The presence of {UserId} could not be swept; it is tried again in some minutes.")]
    private static partial void LogFailure(ILogger logger, Exception exception, string userId);

    [LoggerMessage(LogLevel.Warning, "More than {Users} presences are due: the sweep is behind.")]
    private static partial void LogBehind(ILogger logger, int users);
}
