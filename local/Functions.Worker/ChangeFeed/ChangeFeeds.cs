using System.Collections.Concurrent;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chat.Local.FunctionsWorker;

/// <summary>The functions of a host that change feeds start.</summary>
internal sealed class ChangeFeeds : IHostedLifecycleService, IAsyncDisposable
{
    // What the leases of a host are worth that was never stopped: one whose start failed is only disposed of.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly List<ChangeFeed> _feeds;
    private readonly ConcurrentDictionary<string, CosmosClient> _clients = new();
    private readonly TaskCompletionSource _hostIsUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<Task> _stop;

    public ChangeFeeds(
        IEnumerable<CosmosFunction> functions, InvocationPipeline pipeline, IServiceProvider services)
    {
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var logger = services.GetRequiredService<ILogger<ChangeFeeds>>();
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(_hostIsUp.SetResult);
        _feeds =
        [
            .. functions.Select(each => new ChangeFeed(
                each, new TriggeredRun(each, pipeline, services, time, logger), ClientOf, _hostIsUp.Task, logger)),
        ];
        _stop = new Lazy<Task>(() => Task.WhenAll(_feeds.Select(feed => feed.StopAsync())));
    }

    /// <summary>Starts all or none.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_feeds.Select(feed => feed.StartAsync(cancellationToken)));
        }
        catch
        {
            await _stop.Value.WaitAsync(Patience, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>The stop begins before that of any other service, and goes on beside theirs: the web server may need all
    /// the time there is for the requests under way, and a lease that is not given back stands for a minute.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _ = _stop.Value;
        return Task.CompletedTask;
    }

    /// <summary>Waits no longer than the host does: a run that does not heed its cancellation must not fail the stop. Its
    /// lease expires.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) =>
        await _stop.Value.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsValueCreated)
        {
            await _stop.Value.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _feeds.ForEach(feed => feed.Dispose());
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    // Gateway mode, as the extension has it by default.
    private CosmosClient ClientOf(string connectionString) => _clients.GetOrAdd(
        connectionString,
        static text => new CosmosClient(text, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway }));
}
