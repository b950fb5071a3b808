using Chat.Functions.Channels;
using Chat.Functions.Platform;

namespace Chat.Functions.Tests.Channels;

public sealed class ChannelDraftTests
{
    private static readonly ChatLimits Limits = new();

    [Theory]
    [InlineData("kind", """{"kind":"room","members":[]}""")]
    [InlineData("kind", """{"members":["bob"]}""")]
    [InlineData("members", """{"kind":"direct"}""")]
    [InlineData("members", """{"kind":"direct","members":[]}""")]
    [InlineData("members", """{"kind":"direct","members":["ann"]}""")]
    [InlineData("members", """{"kind":"direct","members":["bob","eve"]}""")]
    [InlineData("members", """{"kind":"direct","members":["system"]}""")]
    [InlineData("name", """{"kind":"group","members":[],"clientId":"1","name":"\u200b\u2060"}""")]
    [InlineData("name", """{"kind":"group","members":[],"clientId":"1","name":"a\nb"}""")]
    [InlineData("name", """{"kind":"group","members":[],"clientId":"1","name":"a\u0000b"}""")]
    [InlineData("members", """{"kind":"direct","members":["b/b"]}""")]
    [InlineData("members", """{"kind":"direct","members":[1]}""")]
    [InlineData("members", """{"kind":"direct","members":"bob"}""")]
    [InlineData("name", """{"kind":"direct","members":["bob"],"name":"x"}""")]
    [InlineData("name", """{"kind":"group","members":["bob"],"clientId":"1"}""")]
    [InlineData("name", """{"kind":"group","members":["bob"],"clientId":"1","name":" "}""")]
    [InlineData("clientId", """{"kind":"group","members":["bob"],"name":"x"}""")]
    [InlineData("clientId", """{"kind":"group","members":["bob"],"name":"x","clientId":"a b"}""")]
    [InlineData("topic", """{"kind":"group","members":[],"name":"x","clientId":"1","topic":"a\nb"}""")]
    [InlineData("topic", """{"kind":"group","members":[],"name":"x","clientId":"1","topic":" "}""")]
    [InlineData("avatarUrl", """{"kind":"group","members":[],"name":"x","clientId":"1","avatarUrl":"http://example.org/a.png"}""")]
    [InlineData("avatarUrl", """{"kind":"group","members":[],"name":"x","clientId":"1","avatarUrl":"a.png"}""")]
    [InlineData("isPublic", """{"kind":"group","members":[],"name":"x","clientId":"1","isPublic":"yes"}""")]
    [InlineData("history", """{"kind":"group","members":[],"name":"x","clientId":"1","history":"none"}""")]
    [InlineData("isPublic", """{"kind":"direct","members":["bob"],"isPublic":true}""")]
    [InlineData("owner", """{"kind":"group","members":["bob"],"name":"x","clientId":"1","owner":"eve"}""")]
    public async Task A_bad_request_names_its_field(string field, string json)
    {
        var input = await JsonInputs.ReadAsync(json);
        await JsonInputs.RefusedAsync(
            field, ErrorCode.InvalidRequest, () => Task.FromResult(ChannelDraft.Parse(input, "ann", Limits)));
    }

    [Fact]
    public async Task A_name_may_have_a_hundred_characters()
    {
        Assert.Equal(100, (await NamedAsync(100)).Name!.Length);
        await JsonInputs.RefusedAsync("name", ErrorCode.TooLarge, () => NamedAsync(101));

        static Task<ChannelDraft> NamedAsync(int characters) => ParseAsync(
            $$"""{"kind":"group","name":"{{new string('x', characters)}}","members":[],"clientId":"1"}""");
    }

    [Fact]
    public async Task A_group_is_created_with_fifty_others_at_most()
    {
        Assert.Equal(50, (await GroupAsync(50)).Others.Count);
        await JsonInputs.RefusedAsync("members", ErrorCode.TooLarge, () => GroupAsync(51));
        await JsonInputs.RefusedAsync("members", ErrorCode.TooLarge, () => GroupAsync(3, new ChatLimits { GroupMembers = 3 }));
    }

    [Fact]
    public async Task Each_member_is_in_a_group_once_and_its_creator_owns_it()
    {
        var draft = await ParseAsync("""{"kind":"group","name":" Team ","members":["bob","ann","bob"],"clientId":"1"}""");
        var roster = draft.ToRoster("ann", DateTimeOffset.UnixEpoch);
        Assert.Equal(
            [("ann", MemberRole.Owner), ("bob", MemberRole.Member)], roster.Members.Select(member => (member.UserId, member.Role)));
        Assert.Equal("Team", roster.Channel.Name);
    }

    private static Task<ChannelDraft> GroupAsync(int others, ChatLimits? limits = null)
    {
        var members = string.Join(',', Enumerable.Range(1, others).Select(i => $"\"user{i}\""));
        return ParseAsync($$"""{"kind":"group","name":"Team","members":[{{members}}],"clientId":"1"}""", limits);
    }

    private static async Task<ChannelDraft> ParseAsync(string json, ChatLimits? limits = null) =>
        ChannelDraft.Parse(await JsonInputs.ReadAsync(json), "ann", limits ?? Limits);
}
