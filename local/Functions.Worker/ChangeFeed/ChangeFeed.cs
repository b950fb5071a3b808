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
    private Task<ChangeFeedProcessor>? _start;

    private FeedNames Names => function.Names;

    /// <exception cref="InvalidOperationException">One of the containers does not exist.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _start = StartProcessorAsync(cancellationToken);
            await _start.WaitAsync(cancellationToken);
        }
        catch (CosmosException error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            throw new InvalidOperationException(
                $"Function '{function.Name}' needs the container '{Names.Container}' of database '{Names.Database}' and "
                + $"the lease container '{Names.LeaseContainer}' of database '{Names.LeaseDatabase}'. One does not exist.",
                error);
        }
    }

    /// <summary>Stops, and gives the leases back, so that another instance need not wait until they expire. A start that
    /// is under way comes to its end first.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        if (_start is null)
        {
            return;
        }

        await ((Task)_start).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_start.IsCompletedSuccessfully)
        {
            await (await _start).StopAsync();
        }
    }

    public void Dispose() => _stopping.Dispose();

    // The SDK's start takes no token: it ends by itself, after the retries of its client.
    private async Task<ChangeFeedProcessor> StartProcessorAsync(CancellationToken cancellationToken)
    {
        var processor = await BuildAsync(cancellationToken);
        await processor.StartAsync();
        return processor;
    }

    private async Task<ChangeFeedProcessor> BuildAsync(CancellationToken cancellationToken)
    {
        var leases = clientOf(Names.LeaseConnection).GetContainer(Names.LeaseDatabase, Names.LeaseContainer);
        if (function.Trigger.CreateLeaseContainerIfNotExists)
        {
            await CreateLeasesAsync(cancellationToken);
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

    private async Task CreateLeasesAsync(CancellationToken cancellationToken)
    {
        Database database = await clientOf(Names.LeaseConnection)
            .CreateDatabaseIfNotExistsAsync(Names.LeaseDatabase, cancellationToken: cancellationToken);

        // The SDK's lock on first use is an item that expires.
        await database.CreateContainerIfNotExistsAsync(
            new ContainerProperties(Names.LeaseContainer, "/id") { DefaultTimeToLive = -1 },
            function.Trigger.LeasesContainerThroughput is > 0 and var throughput ? throughput : null,
            cancellationToken: cancellationToken);
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
