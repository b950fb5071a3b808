using Chat.Local.FunctionsWorker;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.Tests.FunctionsWorker;

public sealed class RetryPolicyTests
{
    [Fact]
    public void Without_an_attribute_nothing_is_retried() =>
        Assert.Null(new RetryPolicy(null).DelayBefore(1, 0.5));

    [Fact]
    public void A_fixed_delay_stays_and_ends_after_the_last_retry()
    {
        var policy = new RetryPolicy(new FixedDelayRetryAttribute(2, "00:00:05"));

        Assert.Equal(TimeSpan.FromSeconds(5), policy.DelayBefore(1, 0));
        Assert.Equal(TimeSpan.FromSeconds(5), policy.DelayBefore(2, 1));
        Assert.Null(policy.DelayBefore(3, 0));
    }

    [Fact]
    public void A_growing_delay_starts_at_the_minimum_doubles_and_stays_at_the_maximum_for_ever()
    {
        var policy = new RetryPolicy(new ExponentialBackoffRetryAttribute(-1, "00:00:01", "00:01:00"));

        Assert.Equal([1, 2, 3, 5, 9], Enumerable.Range(1, 5).Select(attempt => Seconds(policy, attempt)));
        Assert.Equal(60, Seconds(policy, 20));
        Assert.Equal(60, Seconds(policy, int.MaxValue));
        Assert.Equal(1.8, policy.DelayBefore(2, 0)!.Value.TotalSeconds, 3);
        Assert.Equal(2.2, policy.DelayBefore(2, 1)!.Value.TotalSeconds, 3);
    }

    [Theory]
    [InlineData("soon", "00:01:00")]
    [InlineData("-00:00:01", "00:01:00")]
    [InlineData("00:02:00", "00:01:00")]
    public void Impossible_delays_are_refused(string minimum, string maximum) =>
        Assert.ThrowsAny<ArgumentException>(() => new ExponentialBackoffRetryAttribute(-1, minimum, maximum));

    private static double Seconds(RetryPolicy policy, int attempt) => policy.DelayBefore(attempt, 0.5)!.Value.TotalSeconds;
}
