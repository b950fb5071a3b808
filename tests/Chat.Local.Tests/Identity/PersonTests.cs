using Chat.Local.Identity;

namespace Chat.Local.Tests.Identity;

public sealed class PersonTests
{
    [Theory]
    [InlineData("Ann", "ann")]
    [InlineData(" Ann  Lee ", "ann-lee")]
    [InlineData("agent 7", "agent-7")]
    public void A_plain_name_is_its_own_user_id(string name, string userId) =>
        Assert.Equal(userId, Person.Named(name)!.UserId);

    [Fact]
    public void Names_that_look_alike_without_their_signs_are_different_users()
    {
        string[] names =
        [
            "Bob", "Bob!", "Bob?", "C", "C++", "C#", "Ann Lee", "Ann-Lee", "Ann_Lee", "Zoe", "Zoë", "!", "名",
            new string('x', 48), new string('x', 49),
        ];

        var ids = names.Select(name => Person.Named(name)!.UserId).ToList();

        Assert.Equal(ids.Distinct(), ids);
        Assert.All(ids, id => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", id));
        Assert.Equal(ids, names.Select(name => Person.Named(name.ToUpperInvariant())!.UserId));
    }
}
