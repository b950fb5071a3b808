using Chat.Functions.Messages;
using FsCheck;
using FsCheck.Xunit;

namespace Chat.Functions.Tests.Messages;

public sealed class BucketsTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(50_000, 0)]
    [InlineData(50_001, 1)]
    [InlineData(100_000, 1)]
    [InlineData(100_001, 2)]
    public void Fifty_thousand_entries_share_a_bucket(long seq, long bucket) =>
        Assert.Equal(bucket, new Buckets(Buckets.FormatSize).Of(seq));

    [Property]
    public bool The_buckets_of_a_range_hold_each_of_its_entries(PositiveInt size, PositiveInt first, NonNegativeInt more)
    {
        var buckets = new Buckets(size.Get);
        var between = buckets.Between(first.Get, first.Get + more.Get).ToHashSet();
        return Enumerable.Range(first.Get, more.Get + 1).All(seq => between.Contains(buckets.Of(seq)))
            && between.Count == buckets.Of(first.Get + more.Get) - buckets.Of(first.Get) + 1;
    }
}
