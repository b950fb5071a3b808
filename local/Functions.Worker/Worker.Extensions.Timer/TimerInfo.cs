namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a function is told of the timer that started it.</summary>
public class TimerInfo
{
    /// <summary>Null where the schedule is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether the run makes up for an occurrence that was missed.</summary>
    public bool IsPastDue { get; set; }
}
