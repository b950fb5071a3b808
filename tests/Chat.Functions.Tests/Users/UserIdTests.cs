using Chat.Functions.Users;
using FsCheck.Xunit;

namespace Chat.Functions.Tests.Users;

public sealed class UserIdTests
{
    [Theory]
    [InlineData("ann")]
    [InlineData("Ann.Smith_1-2")]
    [InlineData("00000000-0000-0000-0000-000000000001")]
    public void A_safe_subject_is_the_user_id(string subject) => Assert.Equal(subject, UserId.FromSubject(subject));

    [Theory]
    [InlineData("auth0|5f7c")]
    [InlineData("ann@example.org")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("h.abc")]
    [InlineData("system")]
    public void Any_other_subject_is_hashed(string subject)
    {
        var userId = UserId.FromSubject(subject);
        Assert.StartsWith("h.", userId, StringComparison.Ordinal);
        Assert.NotEqual(subject, userId);
        Assert.True(UserId.IsValid(userId));
    }

    [Property]
    public bool Every_subject_has_a_valid_id_and_always_the_same(FsCheck.NonNull<string> subject) =>
        UserId.IsValid(UserId.FromSubject(subject.Get)) && UserId.FromSubject(subject.Get) == UserId.FromSubject(subject.Get);

    [Property]
    public bool No_two_subjects_share_an_id(FsCheck.NonNull<string> one, FsCheck.NonNull<string> other) =>
        one.Get == other.Get == (UserId.FromSubject(one.Get) == UserId.FromSubject(other.Get));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("ä")]
    [InlineData("system")]
    [InlineData("h.tooshort")]
    public void A_text_that_would_not_survive_a_path_is_no_user_id(string text) => Assert.False(UserId.IsValid(text));

    [Fact]
    public void A_user_id_has_at_most_64_characters()
    {
        Assert.True(UserId.IsValid(new string('a', 64)));
        Assert.False(UserId.IsValid(new string('a', 65)));
    }
}
