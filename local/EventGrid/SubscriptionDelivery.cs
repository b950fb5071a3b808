using System.Threading.Channels;

namespace Chat.Local.EventGrid;

/// <summary>Delivers the events of one subscription, each at least once. First attempts keep the order in which the
/// events came; an event that has to be tried again holds nobody up.</summary>
internal sealed class SubscriptionDelivery
{
    private readonly EventSubscription _subscription;
    private readonly WebhookCalls _calls;
    private readonly TimeProvider _time;
    private readonly Action<DeadLetter> _giveUp;
    private readonly CancellationToken _stopping;
    private readonly Channel<PublishedEvent> _events = Channel.CreateUnbounded<PublishedEvent>();
    private bool _isAllowed;

    /// <param name="giveUp">Told of each event that cannot be delivered.</param>
    public SubscriptionDelivery(
        EventSubscription subscription, WebhookCalls calls, TimeProvider time, Action<DeadLetter> giveUp,
        CancellationToken stopping)
    {
        (_subscription, _calls, _time, _giveUp, _stopping) = (subscription, calls, time, giveUp, stopping);
        _ = Task.Run(RunAsync, CancellationToken.None);
    }

    public void Add(PublishedEvent each)
    {
        if (_subscription.IncludedEventTypes.Count == 0 || _subscription.IncludedEventTypes.Contains(each.Type))
        {
            _events.Writer.TryWrite(each);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (var each in _events.Reader.ReadAllAsync(_stopping))
            {
                var came = _time.GetTimestamp();
                if (await TryAsync(each, 1) is var status && status is < 200 or >= 300)
                {
                    _ = RetryAsync(each, came, status);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
    }

    private async Task RetryAsync(PublishedEvent each, long came, int status)
    {
        try
        {
            for (var attempts = 1; ; attempts++)
            {
                if (ReasonToGiveUp(attempts, status, came) is { } reason)
                {
                    _giveUp(new DeadLetter(_subscription.Name, reason, attempts, status, each.Json));
                    return;
                }

                await Task.Delay(RetrySchedule.After(attempts), _time, _stopping);
                status = await TryAsync(each, attempts + 1);
                if (status is >= 200 and < 300)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
    }

    private string? ReasonToGiveUp(int attempts, int status, long came) =>
        RetrySchedule.IsFinal(status) ? "Undeliverable"
        : attempts >= _subscription.MaxDeliveryAttempts ? "MaxDeliveryAttemptsExceeded"
        : _time.GetElapsedTime(came) + RetrySchedule.After(attempts) > _subscription.EventTimeToLive ? "TimeToLiveExceeded"
        : null;

    // In Azure a subscription whose endpoint does not allow it is not created; here the endpoint may start later.
    private async Task<int> TryAsync(PublishedEvent each, int attempt)
    {
        _isAllowed = _isAllowed || await _calls.MayDeliverAsync(_subscription, _stopping);
        return _isAllowed ? await _calls.DeliverAsync(_subscription, each, attempt, _stopping) : 0;
    }
}
