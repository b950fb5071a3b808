namespace Chat.Local.Emulation;

/// <summary>The wait for a service that is not on this computer.</summary>
public static class SimulatedDelay
{
    /// <summary>Waits for <paramref name="time"/>, rounded up: the platform counts whole milliseconds, and would let a
    /// service be faster than it was said to be.</summary>
    public static Task WaitAsync(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds)), clock, cancellationToken);
}
