using System.Threading.Channels;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.Tests.FunctionsWorker.TimerApp;

/// <summary>What the timers of the sample say of their runs, and what they are to do in them.</summary>
public sealed class TimerRuns
{
    public Channel<(string Function, TimerInfo Timer)> Seen { get; } =
        Channel.CreateUnbounded<(string, TimerInfo)>();

    /// <summary>Runs inside each run, after it was seen.</summary>
    public Func<string, CancellationToken, Task> During { get; set; } = static (_, _) => Task.CompletedTask;

    public async Task TakeAsync(string function, TimerInfo timer, CancellationToken cancellationToken)
    {
        Seen.Writer.TryWrite((function, timer));
        await During(function, cancellationToken);
    }
}

public sealed class TimerSampleFunctions(TimerRuns runs)
{
    [Function("Hourly")]
    public Task RunHourly(
        [TimerTrigger("0 0 * * * *")] TimerInfo timer, FunctionContext context, CancellationToken cancellationToken) =>
        runs.TakeAsync(context.FunctionDefinition.Name, timer, cancellationToken);
}

public sealed class SettingTimerFunctions(TimerRuns runs)
{
    [Function("BySetting")]
    public Task Run([TimerTrigger("%Sample:Schedule%", RunOnStartup = true)] TimerInfo timer) =>
        runs.TakeAsync("BySetting", timer, CancellationToken.None);
}

public sealed class RetriedTimerFunctions(TimerRuns runs)
{
    [Function("Retried")]
    [FixedDelayRetry(2, "00:00:10")]
    public Task Run([TimerTrigger("0 0 0 * * *")] TimerInfo timer) =>
        runs.TakeAsync("Retried", timer, CancellationToken.None);
}
