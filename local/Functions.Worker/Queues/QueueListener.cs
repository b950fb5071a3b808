using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Chat.Local.FunctionsWorker;

/// <summary>Takes the messages of one queue and runs its function for each, as the Functions host does.</summary>
internal sealed partial class QueueListener
{
    private readonly QueueFunction _function;
    private readonly QueueOptions _options;
    private readonly TriggeredRun _run;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly QueueClient _queue;
    private readonly PoisonQueue _poison;
    private readonly List<Task> _underWay = [];

    public QueueListener(QueueFunction function, QueueOptions options, TriggeredRun run, TimeProvider time, ILogger logger)
    {
        (_function, _options, _run, _time, _logger) = (function, options, run, time, logger);
        _poison = new PoisonQueue(function.ConnectionString, function.Queue, options.Encoding);
        var client = new QueueClientOptions { MessageEncoding = options.Encoding };
        client.MessageDecodingFailed += SetAsideAsync;
        _queue = new QueueClient(function.ConnectionString, function.Queue, client);
    }

    /// <summary>Makes the queue if it is missing. A storage account that cannot be reached does not keep the host from
    /// starting.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
        catch (Exception error) when (error is RequestFailedException or AggregateException)
        {
            LogUnreachable(_function.Name, _function.Queue, error);
        }
    }

    /// <summary>Works until it is stopped; returns when the runs under way have ended.</summary>
    /// <param name="stopping">No further message is taken, and the functions are told.</param>
    /// <param name="abandoned">Messages under way are given up: they come again when their time is over.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken abandoned)
    {
        var pause = new PollingPause(_options.MaxPollingInterval, Random.Shared.NextDouble);
        while (!stopping.IsCancellationRequested)
        {
            if (await TakeAsync(stopping, abandoned))
            {
                pause.Found();
                await UntilThereIsRoomAsync(stopping);
            }
            else
            {
                await Task.Delay(pause.Next(), _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(_underWay);
    }

    private async Task<bool> TakeAsync(CancellationToken stopping, CancellationToken abandoned)
    {
        try
        {
            QueueMessage[] batch = await _queue.ReceiveMessagesAsync(_options.BatchSize, HeldMessage.Visibility, stopping);
            _underWay.AddRange(batch.Select(message => Task.Run(
                () => HandleAsync(message, stopping, abandoned), CancellationToken.None)));
            return batch.Length > 0;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
        catch (RequestFailedException error) when (error.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await PrepareAsync(CancellationToken.None);
            return false;
        }
#pragma warning disable CA1031 // Whatever keeps the queue from being read may be over at the next look.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogUnreachable(_function.Name, _function.Queue, error);
            return false;
        }
    }

    private async Task UntilThereIsRoomAsync(CancellationToken stopping)
    {
        while (_underWay.Count > _options.NewBatchThreshold && !stopping.IsCancellationRequested)
        {
            Task one = Task.WhenAny(_underWay);
            await one.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _underWay.RemoveAll(task => task.IsCompleted);
        }
    }

    private async Task HandleAsync(QueueMessage message, CancellationToken stopping, CancellationToken abandoned)
    {
        var held = new HeldMessage(_queue, message, _time);
        try
        {
            // Only one whose host died in its last attempt comes here once more.
            var isSpent = message.DequeueCount > _options.MaxDequeueCount;
            if (!isSpent && await held.WhileHeldAsync(TryAsync(message, stopping), abandoned))
            {
                await held.DeleteAsync(abandoned);
            }
            else if (isSpent || message.DequeueCount == _options.MaxDequeueCount)
            {
                LogPoison(_function.Name, message.MessageId, message.DequeueCount, _poison.Name);
                await _poison.AddAsync(message, abandoned);
                await held.DeleteAsync(abandoned);
            }
            else
            {
                await held.ReleaseAsync(_options.VisibilityTimeout, abandoned);
            }
        }
        catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // The message was not settled: it comes again when its time is over.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogUnsettled(_function.Name, message.MessageId, error);
        }
    }

    private async Task<bool> TryAsync(QueueMessage message, CancellationToken stopping)
    {
        try
        {
            return await _run.RunAsync(message, stopping) is null;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    // The SDK leaves out of a batch what is not encoded as agreed; it would come again for ever.
    private async Task SetAsideAsync(QueueMessageDecodingFailedEventArgs failed)
    {
        LogUndecoded(_function.Name, failed.ReceivedMessage.MessageId, _poison.Name);
        await _poison.AddUndecodedAsync(failed.ReceivedMessage, failed.CancellationToken);
        await new HeldMessage(failed.Queue, failed.ReceivedMessage, _time).DeleteAsync(failed.CancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue {Queue} of function {Function} cannot be read.")]
    private partial void LogUnreachable(string function, string queue, Exception error);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Message {Message} of function {Function} was tried {Count} times and goes to {Poison}.")]
    private partial void LogPoison(string function, string message, long count, string poison);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Message {Message} of function {Function} is not in base64 (messageEncoding) and goes to {Poison}.")]
    private partial void LogUndecoded(string function, string message, string poison);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Message} of function {Function} was not settled.")]
    private partial void LogUnsettled(string function, string message, Exception error);
}
