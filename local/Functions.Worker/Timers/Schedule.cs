using NCrontab;

namespace Chat.Local.FunctionsWorker;

/// <summary>When a timer is due. All times are UTC, which is the Functions host's default.</summary>
internal sealed class Schedule
{
    private readonly CrontabSchedule _occurrences;

    private Schedule(string text, CrontabSchedule occurrences) => (Text, _occurrences) = (text, occurrences);

    /// <summary>The expression as it was read.</summary>
    public string Text { get; }

    /// <exception cref="InvalidFunctionException">It is no crontab expression.</exception>
    public static Schedule Parse(string function, string text)
    {
        // The Functions host takes five fields too, without seconds, but intervals only outside the consumption plans.
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        var options = new CrontabSchedule.ParseOptions { IncludingSeconds = fields != 5 };
        return CrontabSchedule.TryParse(text, options) is { } occurrences
            ? new Schedule(text, occurrences)
            : throw new InvalidFunctionException(function, $"Its schedule '{text}' is not a crontab expression.");
    }

    /// <summary>The first occurrence after a time.</summary>
    public DateTime After(DateTime time) =>
        DateTime.SpecifyKind(_occurrences.GetNextOccurrence(time), DateTimeKind.Utc);

    /// <summary>Whether the occurrences that come are a minute apart or more, as a state of the schedule needs.</summary>
    public bool IsSlow(DateTime now)
    {
        var next = After(now);
        for (var i = 0; i < 5; i++)
        {
            var following = After(next);
            if (following - next < TimeSpan.FromMinutes(1))
            {
                return false;
            }

            next = following;
        }

        return true;
    }
}
