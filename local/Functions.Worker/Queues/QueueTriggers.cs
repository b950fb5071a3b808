using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chat.Local.FunctionsWorker;

/// <summary>The functions of a host that queues start.</summary>
internal sealed class QueueTriggers : IHostedLifecycleService, IDisposable
{
    private readonly List<QueueListener> _listeners;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandoned = new();
    private Task _running = Task.CompletedTask;

    public QueueTriggers(
        IEnumerable<QueueFunction> functions, InvocationPipeline pipeline, string directory, IServiceProvider services)
    {
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var logger = services.GetRequiredService<ILogger<QueueTriggers>>();
        var options = QueueOptions.Read(directory, services.GetRequiredService<IConfiguration>());
        _lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        _listeners =
        [
            .. functions.Select(each => new QueueListener(
                each, options, new TriggeredRun(each, pipeline, services, time, logger), time, logger)),
        ];
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_listeners.Select(each => each.PrepareAsync(cancellationToken)));

        // Not before the rest of the host is up: a function may need it.
        _lifetime.ApplicationStarted.Register(() => _running = Task.WhenAll(
            _listeners.Select(each => each.RunAsync(_stopping.Token, _abandoned.Token))));
    }

    /// <summary>No message is taken from here on; those under way have all the time of the stop.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => _stopping.CancelAsync();

    /// <summary>Waits for the runs under way, no longer than the host does: then their messages come again when their
    /// time is over, as after a crash.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => _abandoned.CancelAsync();

    /// <summary>Ends what a stop has left, or a start that failed. A run may outlast it, and still ask for the tokens: the
    /// sources hold nothing to release.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _abandoned.Cancel();
    }
}
