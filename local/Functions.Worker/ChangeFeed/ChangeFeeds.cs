using System.Collections.Concurrent;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chat.Local.FunctionsWorker;

/// <summary>The functions of a host that change feeds start.</summary>
internal sealed class ChangeFeeds : IHostedService, IDisposable
{
    private readonly List<ChangeFeed> _feeds;
    private readonly ConcurrentDictionary<string, CosmosClient> _clients = new();
    private readonly TaskCompletionSource _hostIsUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(_feeds.Select(feed => feed.StartAsync()));

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_feeds.Select(feed => feed.StopAsync())).WaitAsync(cancellationToken);

    public void Dispose()
    {
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
