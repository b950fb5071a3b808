using Chat.Functions.Users;

namespace Chat.Functions.Tests.Users;

public sealed class DisplayNameTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Who_has_no_name_is_called_by_the_id(string? claim) => Assert.Equal("ann", DisplayName.From(claim, "ann"));

    [Fact]
    public void A_long_name_is_cut_but_never_inside_a_character()
    {
        Assert.Equal(100, DisplayName.From(new string('x', 200), "ann").Length);
        Assert.Equal(new string('x', 99), DisplayName.From(new string('x', 99) + "😀😀", "ann"));
    }
}
