using Chat.Functions.Messages;

namespace Chat.Functions.Tests.Messages;

public sealed class MentionsTests
{
    [Theory]
    [InlineData("hi", "", false)]
    [InlineData("@bob", "bob", false)]
    [InlineData("hi @bob, and @ann!", "bob ann", false)]
    [InlineData("@bob @bob", "bob", false)]
    [InlineData("(@bob) \"@ann\"", "bob ann", false)]
    [InlineData("so said @bob.", "bob", false)]
    [InlineData("@a.b-c_d", "a.b-c_d", false)]
    [InlineData("привет,@bob", "bob", false)]
    [InlineData("write to ann@example.org", "", false)]
    [InlineData("@@bob", "", false)]
    [InlineData("@bob@example.org", "", false)]
    [InlineData("@", "", false)]
    [InlineData("@.", "", false)]
    [InlineData("@system @..", "", false)]
    [InlineData("@channel look", "", true)]
    [InlineData("@channels", "channels", false)]
    [InlineData("@Channel", "Channel", false)]
    [InlineData("@channel and @bob", "bob", true)]
    public void A_text_calls_whom_it_names(string text, string users, bool channel)
    {
        var found = Mentions.In(text);
        Assert.Equal((users, channel), (string.Join(' ', found.Users), found.Channel));
    }

    [Fact]
    public void Only_so_many_are_called_and_no_name_is_longer_than_an_id()
    {
        Assert.Equal(50, Mentions.In(string.Concat(Enumerable.Range(0, 80).Select(i => $"@user{i} "))).Users.Count);
        Assert.Single(Mentions.In("@" + new string('x', 64)).Users);
        Assert.Empty(Mentions.In("@" + new string('x', 65)).Users);
    }
}
