using System.Net;
using System.Text.Json.Nodes;

namespace Chat.Functions.Tests.Channels;

public sealed class UpdateChannelTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task A_moderator_says_what_a_group_is_called_and_about_and_its_members_hear_the_name()
    {
        var (ann, bob, cas) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("cas"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId, cas.UserId);
        await ann.PutMemberAsync(channelId, bob.UserId, "moderator");
        await using var socket = await cas.ConnectAsync();

        var channel = await PatchAsync(bob, channelId, new { name = " Crew ", topic = "Plans", avatarUrl = "https://example.org/crew.png" });

        Assert.Equal(
            ("Crew", "Plans", "https://example.org/crew.png", "moderator"),
            ((string)channel["name"]!, (string)channel["topic"]!, (string)channel["avatarUrl"]!, (string)channel["me"]!["role"]!));
        var notice = await socket.NextEntryAsync();
        Assert.Equal(("rename", "Crew"), ((string)notice["kind"]!, (string)notice["name"]!));

        var cleared = await PatchAsync(bob, channelId, JsonNode.Parse("""{"topic":null,"avatarUrl":null}""")!);
        Assert.Equal((null, null, "Crew"), ((string?)cleared["topic"], (string?)cleared["avatarUrl"], (string)cleared["name"]!));
    }

    [Fact]
    public async Task The_same_again_changes_nothing()
    {
        var ann = chat.Invite("ann");
        var channelId = await ann.CreateGroupAsync("Team");

        var first = await PatchAsync(ann, channelId, new { name = "Crew", isPublic = true, history = "join" });
        var again = await PatchAsync(ann, channelId, new { name = "Crew", isPublic = true, history = "join" });

        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Single(await ann.ReadEntriesAsync(channelId));
    }

    [Fact]
    public async Task A_role_may_change_what_the_table_says()
    {
        var (ann, bob, cas, eve) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("cas"), chat.Invite("eve"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId, cas.UserId);
        await ann.PutMemberAsync(channelId, bob.UserId, "moderator");
        var path = $"channels/{channelId}";

        await RefusedAsync(bob, HttpStatusCode.Forbidden, "forbidden", new { isPublic = true });
        await RefusedAsync(bob, HttpStatusCode.Forbidden, "forbidden", new { name = "Crew", history = "join" });
        await RefusedAsync(cas, HttpStatusCode.Forbidden, "forbidden", new { topic = "Plans" });
        await RefusedAsync(eve, HttpStatusCode.NotFound, "not_found", new { topic = "Plans" });
        await ann.RemoveMemberAsync(channelId, bob.UserId);
        await RefusedAsync(bob, HttpStatusCode.NotFound, "not_found", new { topic = "Plans" });

        var channel = await ann.AskAsync(HttpMethod.Get, path);
        Assert.Equal(("Team", null, null), ((string)channel["name"]!, (string?)channel["topic"], (bool?)channel["isPublic"]));

        Task RefusedAsync(Person who, HttpStatusCode status, string code, object body) =>
            who.RefusedAsync(status, code, "channelId", HttpMethod.Patch, path, body);
    }

    [Theory]
    [InlineData("name", """{"name":null}""")]
    [InlineData("name", """{"name":" "}""")]
    [InlineData("topic", """{"topic":"a\nb"}""")]
    [InlineData("avatarUrl", """{"avatarUrl":"javascript:alert(1)"}""")]
    [InlineData("avatarUrl", """{"avatarUrl":"https://example.org:pass@evil.example/a.png"}""")]
    [InlineData("name", """{"name":"Team\u202etxt.exe"}""")]
    [InlineData("topic", """{"topic":"\u3164\u2800"}""")]
    [InlineData("isPublic", """{"isPublic":null}""")]
    [InlineData("history", """{"history":"some"}""")]
    [InlineData("kind", """{"kind":"direct"}""")]
    public async Task A_bad_request_names_its_field(string field, string body)
    {
        var ann = chat.Invite("ann");
        var channelId = await ann.CreateGroupAsync("Team");

        await ann.RefusedAsync(
            HttpStatusCode.BadRequest, "invalid_request", field, HttpMethod.Patch, $"channels/{channelId}", JsonNode.Parse(body));
    }

    [Theory]
    [InlineData("https://example.org", "https://example.org/")]
    [InlineData("https://EXAMPLE.org:443/ä b", "https://example.org/%C3%A4%20b")]
    [InlineData("https://bücher.example/a.png?x=1", "https://xn--bcher-kva.example/a.png?x=1")]
    [InlineData("https://еxample.org/a.png", "https://xn--xample-2of.org/a.png")]
    public async Task The_address_of_a_picture_is_answered_as_URLs_are_written(string given, string written)
    {
        var ann = chat.Invite("ann");
        var channelId = await ann.CreateGroupAsync("Team");

        Assert.Equal(written, (string)(await PatchAsync(ann, channelId, new { avatarUrl = given }))["avatarUrl"]!);
        Assert.Equal(written, (string)(await ann.AskAsync(HttpMethod.Patch, "me", new { avatarUrl = given }))["avatarUrl"]!);
    }

    [Fact]
    public async Task A_channel_of_two_is_not_described()
    {
        var ann = chat.Invite("ann");
        var channelId = await ann.CreateDirectAsync("bob");

        await ann.RefusedAsync(
            HttpStatusCode.Forbidden, "forbidden", "channelId", HttpMethod.Patch, $"channels/{channelId}", new { name = "Us" });
    }

    private static Task<JsonObject> PatchAsync(Person who, string channelId, object body) =>
        who.AskAsync(HttpMethod.Patch, $"channels/{channelId}", body);
}
