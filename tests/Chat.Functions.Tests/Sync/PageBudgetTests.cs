using Chat.Functions.Sync;
using FsCheck;
using FsCheck.Xunit;

namespace Chat.Functions.Tests.Sync;

public sealed class PageBudgetTests
{
    [Theory]
    [InlineData(new[] { 5, 5, 5 }, 15, new[] { 5, 5, 5 })]
    [InlineData(new[] { 200, 2, 200 }, 42, new[] { 20, 2, 20 })]
    [InlineData(new[] { 200, 200 }, 3, new[] { 1, 2 })]
    [InlineData(new int[0], 3, new int[0])]
    public void Each_gets_what_it_needs_or_as_much_as_others(int[] needs, int total, int[] shares) =>
        Assert.Equal(shares, PageBudget.Share(needs, total));

    [Fact]
    public void What_is_left_goes_to_those_that_may_need_more() =>
        Assert.Equal([5, 15, 80], PageBudget.Share([5, 15, 20], [5, 15, 200], 100));

    [Property]
    public void Nothing_is_wasted_and_nobody_left_out(PositiveInt[] many, NonNegativeInt extra)
    {
        var needs = many.Select(need => need.Get).ToList();
        var total = needs.Count + extra.Get;
        var shares = PageBudget.Share(needs, total);

        Assert.Equal(Math.Min(total, needs.Sum()), shares.Sum());
        Assert.All(shares.Zip(needs), one => Assert.InRange(one.First, 1, one.Second));
        // Who got less than it needs got as much as anybody, but for what cannot be halved.
        Assert.All(shares.Zip(needs).Where(one => one.First < one.Second), one => Assert.True(one.First >= shares.Max() - 1));
    }
}
