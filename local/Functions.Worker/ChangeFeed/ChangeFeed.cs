using System.Net;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;

namespace Chat.Local.FunctionsWorker;

/// <summary>One function's share of its container's feed: the SDK's own processor, as in the published extension.</summary>
internal sealed partial class ChangeFeed(
    CosmosFunction function, TriggeredRun run, Func<string, CosmosClient> clientOf, Task hostIsUp, ILogger logger)
    : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private ChangeFeedProcessor? _processor;

    private FeedNames Names => function.Names;

    /// <exception cref="InvalidOperationException">One of the containers does not exist.</exception>
    public async Task StartAsync()
    {
        try
        {
            var processor = await BuildAsync();
            await processor.StartAsync();
            _processor = processor;
        }
        catch (CosmosException error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            throw new InvalidOperationException(
                $"Function '{function.Name}' needs the container '{Names.Container}' of database '{Names.Database}' and "
                + $"the lease container '{Names.LeaseContainer}' of database '{Names.LeaseDatabase}'. One does not exist.",
                error);
        }
    }

    /// <summary>Stops, and gives the leases back, so that another instance need not wait until they expire.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _processor, null) is { } processor)
        {
            await _stopping.CancelAsync();
            await processor.StopAsync();
        }
    }

    public void Dispose() => _stopping.Dispose();

    private async Task<ChangeFeedProcessor> BuildAsync()
    {
        var leases = clientOf(Names.LeaseConnection).GetContainer(Names.LeaseDatabase, Names.LeaseContainer);
        if (function.Trigger.CreateLeaseContainerIfNotExists)
        {
            await CreateLeasesAsync();
        }

        var builder = clientOf(Names.Connection)
            .GetContainer(Names.Database, Names.Container)
            .GetChangeFeedProcessorBuilder(Names.LeasePrefix, HandleAsync)
            .WithErrorNotification(Notice)
            .WithInstanceName(Guid.NewGuid().ToString())
            .WithLeaseContainer(leases)
            .WithLeaseConfiguration(
                Interval(function.Trigger.LeaseAcquireInterval),
                Interval(function.Trigger.LeaseExpirationInterval),
                Interval(function.Trigger.LeaseRenewInterval));
        if (function.Trigger.MaxItemsPerInvocation > 0)
        {
            builder.WithMaxItems(function.Trigger.MaxItemsPerInvocation);
        }

        if (Interval(function.Trigger.FeedPollDelay) is { } delay)
        {
            builder.WithPollInterval(delay);
        }

        return (function.StartTime is { } start ? builder.WithStartTime(start) : builder).Build();
    }

    private async Task CreateLeasesAsync()
    {
        Database database =
            await clientOf(Names.LeaseConnection).CreateDatabaseIfNotExistsAsync(Names.LeaseDatabase);

        // The SDK's lock on first use is an item that expires.
        await database.CreateContainerIfNotExistsAsync(
            new ContainerProperties(Names.LeaseContainer, "/id") { DefaultTimeToLive = -1 },
            function.Trigger.LeasesContainerThroughput is > 0 and var throughput ? throughput : null);
    }

    private async Task HandleAsync(ChangeFeedProcessorContext context, Stream page, CancellationToken leaseLost)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(leaseLost, _stopping.Token);
        await hostIsUp.WaitAsync(either.Token);
        if (await run.RunAsync(await ChangedItems.ReadAsync(page, either.Token), either.Token) is not null)
        {
            // As in the published extension: the feed goes on, whatever became of these items.
            LogLoss(function.Name);
        }

        // A run that ended because the host stops has not done its work: its items come again.
        either.Token.ThrowIfCancellationRequested();
    }

    private Task Notice(string lease, Exception error)
    {
        if (!_stopping.IsCancellationRequested && error is not OperationCanceledException)
        {
            LogFailure(function.Name, error);
        }

        return Task.CompletedTask;
    }

    private static TimeSpan? Interval(int milliseconds) =>
        milliseconds > 0 ? TimeSpan.FromMilliseconds(milliseconds) : null;

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Function {Function} has no retry left: its items are not delivered again. "
            + "[ExponentialBackoffRetry(-1, …)] repeats without end.")]
    private partial void LogLoss(string function);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The change feed of function {Function} was interrupted.")]
    private partial void LogFailure(string function, Exception error);
}
