namespace Chat.Local.FunctionsWorker;

/// <summary>The wait between two looks at a queue, as the Functions host has it: short after a message, then longer from
/// look to look.</summary>
/// <param name="longest">The wait at which it stays.</param>
/// <param name="random">From 0 to 1: spreads the looks of instances that began together.</param>
internal sealed class PollingPause(TimeSpan longest, Func<double> random)
{
    private const double Spread = 0.2;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private int _misses;

    public void Found() => _misses = 0;

    /// <summary>The wait after a look that found nothing.</summary>
    public TimeSpan Next()
    {
        var misses = _misses++;
        if (misses == 0)
        {
            return Shortest;
        }

        var factor = 1 + (Math.Pow(2, Math.Min(misses, 60) - 1) * (1 - Spread + (2 * Spread * random())));
        return factor >= longest / Shortest ? longest : Shortest * factor;
    }
}
