using Chat.Functions.Platform;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Chat.Functions.Tests.Platform;

public sealed class RateLimitsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RateLimits _rates;

    public RateLimitsTests() => _rates = Limits(new RateSettings { SendsPerSecond = 20, SendBurst = 3, CreationsPerHour = 2 });

    public void Dispose() => _rates.Dispose();

    [Fact]
    public void A_burst_passes_and_then_one_at_each_interval()
    {
        Take("ann", 3);
        Refused("ann", RatedAction.Send, retryAfterMs: 50);

        _time.Advance(TimeSpan.FromMilliseconds(49));
        Refused("ann", RatedAction.Send, retryAfterMs: 1);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Take("ann", 1);
        Refused("ann", RatedAction.Send, retryAfterMs: 50);
    }

    [Fact]
    public void Who_tries_after_the_time_told_succeeds_and_trying_earlier_costs_nothing()
    {
        Take("ann", 3);
        _time.Advance(TimeSpan.FromTicks(123_457));
        var wait = 0;
        for (var tries = 0; tries < 10; tries++)
        {
            wait = Refused("ann", RatedAction.Send);
        }

        Assert.Equal(38, wait);
        _time.Advance(TimeSpan.FromMilliseconds(wait));
        Take("ann", 1);
    }

    [Fact]
    public void A_pause_gives_back_a_full_burst_and_no_more()
    {
        Take("ann", 3);
        _time.Advance(TimeSpan.FromDays(1));
        Take("ann", 3);
        Refused("ann", RatedAction.Send, retryAfterMs: 50);
    }

    [Fact]
    public void Users_and_actions_are_counted_apart()
    {
        Take("ann", 3);
        Take("bob", 3);
        _rates.Take(RatedAction.Creation, "ann");
        _rates.Take(RatedAction.Creation, "ann");
        Refused("ann", RatedAction.Creation, retryAfterMs: 1_800_000);
        _rates.Take(RatedAction.Creation, "bob");
    }

    [Fact]
    public void What_is_given_back_can_be_taken_again()
    {
        Take("ann", 3);
        _rates.GiveBack(RatedAction.Send, "ann");
        Take("ann", 1);
        Refused("ann", RatedAction.Send, retryAfterMs: 50);
    }

    [Fact]
    public void Giving_back_makes_no_burst_larger()
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        Take("ann", 1);
        _time.Advance(TimeSpan.FromMinutes(1));
        _rates.GiveBack(RatedAction.Send, "ann");
        Take("ann", 3);
        Refused("ann", RatedAction.Send, retryAfterMs: 50);
    }

    [Fact]
    public async Task Those_who_come_at_once_share_one_burst()
    {
        var taken = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), (_, _) =>
        {
            try
            {
                _rates.Take(RatedAction.Send, "ann");
                Interlocked.Increment(ref taken);
            }
            catch (ChatException)
            {
                // Over the rate.
            }

            return ValueTask.CompletedTask;
        });
        Assert.Equal(3, taken);
    }

    [Fact]
    public void An_empty_setting_is_without_limit()
    {
        using var free = Limits(new RateSettings { SendsPerSecond = null });
        for (var i = 0; i < 1_000; i++)
        {
            free.Take(RatedAction.Send, "ann");
        }

        free.GiveBack(RatedAction.Send, "ann");
    }

    private RateLimits Limits(RateSettings rates) => new(Options.Create(new ChatLimits { Rates = rates }), _time);

    private void Take(string userId, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _rates.Take(RatedAction.Send, userId);
        }
    }

    private int Refused(string userId, RatedAction action, int? retryAfterMs = null)
    {
        var error = Assert.Throws<ChatException>(() => _rates.Take(action, userId)).Error;
        Assert.Equal(ErrorCode.Overloaded, error.Code);
        Assert.Equal(retryAfterMs ?? error.RetryAfterMs, error.RetryAfterMs);
        return error.RetryAfterMs!.Value;
    }
}
