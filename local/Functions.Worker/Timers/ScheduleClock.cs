using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.FunctionsWorker;

/// <summary>Where one timer's schedule stands; remembered in its state, if there is one.</summary>
internal sealed class ScheduleClock
{
    private readonly Schedule _schedule;
    private readonly TimerState? _state;

    public ScheduleClock(Schedule schedule, TimerState? state, DateTime now)
    {
        (_schedule, _state) = (schedule, state);
        Status = state?.Read() is { } known && IsOf(schedule, known)
            ? known
            : new ScheduleStatus { Next = schedule.After(now), LastUpdated = now };
        IsPastDue = now > Status.Next;
        state?.Write(Status);
    }

    /// <summary>As it stood before the run that comes.</summary>
    public ScheduleStatus Status { get; private set; }

    public DateTime Next => Status.Next;

    /// <summary>Whether an occurrence passed while no instance ran.</summary>
    public bool IsPastDue { get; }

    public void Ran(DateTime at)
    {
        Status = new ScheduleStatus { Last = at, Next = _schedule.After(at), LastUpdated = at };
        _state?.Write(Status);
    }

    // A schedule that was changed since is not past due: its occurrences count from now.
    private static bool IsOf(Schedule schedule, ScheduleStatus known) =>
        schedule.After(known.Last == default ? known.LastUpdated : known.Last) == known.Next;
}
