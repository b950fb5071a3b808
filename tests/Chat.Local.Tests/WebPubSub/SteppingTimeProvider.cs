using Microsoft.Extensions.Time.Testing;

namespace Chat.Local.Tests.WebPubSub;

/// <summary>A clock that a test moves on, and that knows when something waits for it.</summary>
internal sealed class SteppingTimeProvider : TimeProvider
{
    private readonly FakeTimeProvider _inner = new(DateTimeOffset.Parse("2026-01-01T00:00:00Z"));
    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _waits = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override DateTimeOffset GetUtcNow() => _inner.GetUtcNow();

    public override long GetTimestamp() => _inner.GetTimestamp();

    public override long TimestampFrequency => _inner.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _inner.CreateTimer(callback, state, dueTime, period);
        lock (_gate)
        {
            _waits.Add(dueTime);
            _changed.SetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return timer;
    }

    public void Advance(TimeSpan by) => _inner.Advance(by);

    /// <summary>Waits until something has begun to wait this long, then lets the time pass.</summary>
    public async Task PassAsync(TimeSpan wait)
    {
        await WaitForAsync(wait);
        _inner.Advance(wait);
    }

    /// <summary>Waits until something has begun to wait this long.</summary>
    public async Task WaitForAsync(TimeSpan wait)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_waits.Remove(wait))
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(Patience.Limit);
        }
    }
}
