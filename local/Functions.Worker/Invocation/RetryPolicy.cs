using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.FunctionsWorker;

/// <summary>When a failed run is repeated, from the attribute of the function.</summary>
internal sealed class RetryPolicy(RetryAttribute? attribute)
{
    // The spread that the Functions host gives each step, so that instances which fail together do not retry together.
    private const double Spread = 0.2;

    /// <summary>The wait before the next attempt; null where there is none.</summary>
    /// <param name="attempt">1 for the first repetition.</param>
    /// <param name="random">From 0 to 1.</param>
    public TimeSpan? DelayBefore(int attempt, double random) =>
        attribute is null || (attribute.MaxRetryCount != -1 && attempt > attribute.MaxRetryCount)
            ? null
            : attribute switch
            {
                FixedDelayRetryAttribute fix => Read(fix.DelayInterval),
                ExponentialBackoffRetryAttribute grow =>
                    Grown(Read(grow.MinimumInterval), Read(grow.MaximumInterval), attempt, random),
                _ => throw new InvalidOperationException($"{attribute.GetType().Name} is not supported."),
            };

    private static TimeSpan Grown(TimeSpan minimum, TimeSpan maximum, int attempt, double random)
    {
        if (attempt == 1)
        {
            return minimum;
        }

        var factor = 1 + (Math.Pow(2, Math.Min(attempt, 60) - 2) * (1 - Spread + (2 * Spread * random)));
        return factor >= maximum / Max(minimum) ? maximum : minimum * factor;
    }

    private static TimeSpan Max(TimeSpan minimum) => minimum > TimeSpan.Zero ? minimum : TimeSpan.FromTicks(1);

    private static TimeSpan Read(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
