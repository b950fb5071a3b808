using Chat.Functions.Channels;
using FsCheck.Xunit;

namespace Chat.Functions.Tests.Channels;

public sealed class ChannelIdTests
{
    [Property]
    public bool A_direct_channel_has_one_id_from_both_sides(FsCheck.NonNull<string> ann, FsCheck.NonNull<string> bob)
    {
        var id = ChannelId.OfDirect(ann.Get, bob.Get);
        return id == ChannelId.OfDirect(bob.Get, ann.Get) && ChannelId.IsValid(id);
    }

    [Fact]
    public void Other_pairs_have_other_ids()
    {
        Assert.NotEqual(ChannelId.OfDirect("ann", "bob"), ChannelId.OfDirect("ann", "eve"));
        Assert.NotEqual(ChannelId.OfDirect("a", "bc"), ChannelId.OfDirect("ab", "c"));
    }

    [Fact]
    public void A_group_has_one_id_for_each_creation()
    {
        Assert.Equal(ChannelId.OfGroup("ann", "1"), ChannelId.OfGroup("ann", "1"));
        Assert.NotEqual(ChannelId.OfGroup("ann", "1"), ChannelId.OfGroup("ann", "2"));
        Assert.NotEqual(ChannelId.OfGroup("ann", "1"), ChannelId.OfGroup("bob", "1"));
        Assert.True(ChannelId.IsValid(ChannelId.OfGroup("ann", "1")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a:b")]
    [InlineData("a\n")]
    public void What_no_channel_can_be_called_is_no_channel_id(string text) => Assert.False(ChannelId.IsValid(text));
}
