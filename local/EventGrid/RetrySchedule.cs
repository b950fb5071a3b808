namespace Chat.Local.EventGrid;

/// <summary>When an event is tried again: the service's documented schedule.</summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan[] _waits =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3),
        TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    /// <summary>The wait after a number of attempts that failed.</summary>
    public static TimeSpan After(int attempts) => _waits[Math.Min(attempts, _waits.Length) - 1];

    /// <summary>Whether an endpoint with this answer will not have the event, however often it is asked.</summary>
    public static bool IsFinal(int status) => status is 400 or 401 or 403 or 413;
}
