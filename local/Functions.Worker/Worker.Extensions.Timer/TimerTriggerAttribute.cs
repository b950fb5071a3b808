using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function on a schedule.</summary>
public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    /// <param name="schedule">A crontab expression of six fields, the first being seconds, in UTC:
    /// <c>0 */5 * * * *</c>. Or <c>%Name%</c>, a setting that holds one.</param>
    public TimerTriggerAttribute(string schedule) => (Schedule, UseMonitor) = (schedule, true);

    public string Schedule { get; private set; }

    /// <summary>Whether the schedule's state is kept, so that an occurrence missed while no host ran is made up for.
    /// Without effect on schedules that occur more often than once a minute.</summary>
    public bool UseMonitor { get; set; }

    /// <summary>Whether the function also runs when the host starts.</summary>
    public bool RunOnStartup { get; set; }
}
