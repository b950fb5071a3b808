using System.Collections.Concurrent;

namespace Chat.Local.Tests;

/// <summary>A clock that notes each wait and lets it pass at once.</summary>
internal sealed class NotedTime : TimeProvider
{
    public ConcurrentQueue<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Enqueue(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
