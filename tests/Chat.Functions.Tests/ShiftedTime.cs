namespace Chat.Functions.Tests;

/// <summary>The system's clock, moved by whole days at a test's wish: timers run as ever, so that nothing waits for them.</summary>
public sealed class ShiftedTime : TimeProvider
{
    private long _shiftTicks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _shiftTicks));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _shiftTicks, by.Ticks);
}
