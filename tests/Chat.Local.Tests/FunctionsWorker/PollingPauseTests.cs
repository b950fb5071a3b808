using Chat.Local.FunctionsWorker;

namespace Chat.Local.Tests.FunctionsWorker;

public sealed class PollingPauseTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    [Fact]
    public void The_pause_grows_from_a_tenth_of_a_second_to_the_longest_and_stays()
    {
        var pause = new PollingPause(Longest, () => 0.5);

        Assert.Equal([100, 200, 300, 500, 900, 1700, 2000, 2000], Enumerable.Range(0, 8).Select(_ => pause.Next().TotalMilliseconds));
    }

    [Fact]
    public void A_message_makes_the_pause_short_again()
    {
        var pause = new PollingPause(Longest, () => 0.5);
        for (var look = 0; look < 10; look++)
        {
            pause.Next();
        }

        pause.Found();

        Assert.Equal([100, 200], new[] { pause.Next(), pause.Next() }.Select(wait => wait.TotalMilliseconds));
    }

    [Fact]
    public void Chance_spreads_the_pause_by_a_fifth()
    {
        var (least, most) = (new PollingPause(Longest, () => 0), new PollingPause(Longest, () => 1));
        least.Next();
        most.Next();

        Assert.Equal((180, 220), (least.Next().TotalMilliseconds, most.Next().TotalMilliseconds));
    }
}
