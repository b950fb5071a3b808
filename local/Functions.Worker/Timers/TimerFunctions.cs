using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chat.Local.FunctionsWorker;

/// <summary>The timer functions of a host. A service of the host, so that a test can run one now and wait for it.</summary>
public sealed partial class TimerFunctions : IHostedService, IDisposable
{
    /// <summary>Setting: the directory in which the instances of an app agree on who runs a timer.</summary>
    public const string StateSetting = "Host:TimerState";

    private readonly Dictionary<string, TimerLoop> _loops;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    internal TimerFunctions(
        IEnumerable<TimerFunction> functions, InvocationPipeline pipeline, IServiceProvider services)
    {
        _time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        _logger = services.GetRequiredService<ILogger<TimerFunctions>>();
        _lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        var directory = services.GetRequiredService<IConfiguration>()[StateSetting];
        _loops = functions.ToDictionary(
            each => each.Name,
            each => new TimerLoop(each, new TriggeredRun(each, pipeline, services, _time, _logger), directory, _time),
            StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether the app has a timer function of this name, whatever its case.</summary>
    public bool Has(string function) => _loops.ContainsKey(function);

    /// <summary>Runs a timer function now, beside its schedule, whichever instance has the timer. It waits for a run on
    /// this host that is under way.</summary>
    /// <exception cref="KeyNotFoundException">The app has no such timer function.</exception>
    /// <returns>The failure, after the retries of its attribute; null when it succeeded.</returns>
    public async Task<Exception?> RunAsync(string function, CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        return await _loops[function].RunNowAsync(new TimerInfo(), either.Token);
    }

    Task IHostedService.StartAsync(CancellationToken cancellationToken)
    {
        // Not before the rest of the host is up: a function that runs on startup may need it.
        _lifetime.ApplicationStarted.Register(() => _running = Task.WhenAll(_loops.Select(Keep)));
        return Task.CompletedTask;
    }

    async Task IHostedService.StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Ends what a stop has left. Twice does no harm: the container knows this object by two names, and a host
    /// may be stopped after it was disposed of.</summary>
    public void Dispose() => _stopping.Cancel();

    private async Task Keep(KeyValuePair<string, TimerLoop> timer)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await timer.Value.RunAsync(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
            }
#pragma warning disable CA1031 // A disk that is full for a moment must not end a schedule.
            catch (Exception error)
#pragma warning restore CA1031
            {
                LogFailure(timer.Key, error);
                await Task.Delay(TimeSpan.FromSeconds(1), _time, _stopping.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The timer of {Function} failed and begins anew.")]
    private partial void LogFailure(string function, Exception error);
}
