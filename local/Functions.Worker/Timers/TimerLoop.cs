using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.FunctionsWorker;

#pragma warning disable CA1001 // Without its wait handle a semaphore holds nothing, and a run may outlast the host.
/// <summary>Runs one timer function on its schedule, as the Functions host does: on one instance at a time, one run at a
/// time, and what came due during a run is made up for once.</summary>
internal sealed class TimerLoop(TimerFunction function, TriggeredRun run, string? stateDirectory, TimeProvider time)
#pragma warning restore CA1001
{
    // The next instance takes over this long after the one that had the timer is gone.
    private static readonly TimeSpan TakeOverInterval = TimeSpan.FromSeconds(1);

    // Longer than this no timer of the platform waits in one piece.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim _running = new(1);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Runs the function now, after a run that is under way.</summary>
    /// <returns>The failure of the last attempt, or null.</returns>
    public async Task<Exception?> RunNowAsync(TimerInfo timer, CancellationToken cancellationToken)
    {
        await _running.WaitAsync(cancellationToken);
        try
        {
            return await run.RunAsync(timer, cancellationToken);
        }
        finally
        {
            _running.Release();
        }
    }

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var state = await TakeStateAsync(stopping);
        var monitored = function.UseMonitor && function.Schedule.IsSlow(Now);
        var timer = new ScheduleClock(function.Schedule, monitored ? state : null, Now);
        if (timer.IsPastDue || function.RunOnStartup)
        {
            // Not on this thread: it starts the host, and a function need not give it back before it is done.
            await Task.Run(() => FireAsync(timer, monitored, unscheduled: true, stopping), stopping);
        }

        while (true)
        {
            await UntilAsync(timer.Next, stopping);
            await FireAsync(timer, monitored, unscheduled: false, stopping);
        }
    }

    private async Task FireAsync(ScheduleClock clock, bool monitored, bool unscheduled, CancellationToken stopping)
    {
        var started = Now;
        var timer = new TimerInfo
        {
            IsPastDue = unscheduled && clock.IsPastDue,
            ScheduleStatus = monitored ? clock.Status : null,
        };
        await RunNowAsync(timer, stopping);
        clock.Ran(unscheduled || started > clock.Next ? started : clock.Next);
    }

    private async Task<TimerState> TakeStateAsync(CancellationToken stopping)
    {
        while (true)
        {
            if (TimerState.TryTake(stateDirectory, function.Method.Id) is { } taken)
            {
                return taken;
            }

            await Task.Delay(TakeOverInterval, time, stopping);
        }
    }

    private async Task UntilAsync(DateTime due, CancellationToken stopping)
    {
        while (due - Now is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left < LongestWait ? left : LongestWait, time, stopping);
        }
    }
}
