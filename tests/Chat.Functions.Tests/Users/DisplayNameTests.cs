using Chat.Functions.Users;

namespace Chat.Functions.Tests.Users;

public sealed class DisplayNameTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("\n\u200b")]
    public void Who_has_no_name_is_called_by_the_id(string? claim) => Assert.Equal("ann", DisplayName.From(claim, "ann"));

    [Fact]
    public void A_long_name_is_cut_but_never_inside_a_character()
    {
        Assert.Equal(64, DisplayName.From(new string('x', 200), "ann").Length);
        Assert.Equal(new string('x', 63), DisplayName.From(new string('x', 63) + "😀😀", "ann"));
    }

    [Fact]
    public void A_name_stands_in_one_line() => Assert.Equal("Ann Lee", DisplayName.From("Ann\nLee\u2028", "ann"));
}
