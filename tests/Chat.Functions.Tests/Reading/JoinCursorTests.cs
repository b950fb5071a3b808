using System.Text.Json.Nodes;

namespace Chat.Functions.Tests.Reading;

/// <summary>What was said before is no news to somebody who comes later: from the first moment, and whoever makes it known.</summary>
public sealed class JoinCursorTests(ReadingFixture chat) : IClassFixture<ReadingFixture>
{
    public static TheoryData<string, string> Ways => new()
    {
        { "add", "full" }, { "add", "join" }, { "public", "full" }, { "public", "join" }, { "invite", "full" }, { "invite", "join" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Who_joins_has_read_what_was_there(string way, string history)
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await CreateAsync(ann, history);
        await SayAsync(ann, channelId, 3);
        await chat.TrackAsync(channelId);

        await JoinAsync(ann, bob, channelId, way);
        var listed = await ListedAsync(bob, channelId);
        var below = await bob.AskAsync(HttpMethod.Put, $"channels/{channelId}/read", new { seq = 2 });

        Assert.Equal((4, 0, 0), ((int)listed["readSeq"]!, (int)listed["unread"]!, (int)listed["mentions"]!));
        Assert.Equal((4, 0), ((int)below["seq"]!, (int)below["unread"]!));
        await SayAsync(ann, channelId, 1);
        await chat.TrackAsync(channelId);
        var later = await ListedAsync(bob, channelId);
        Assert.Equal((4, 1), ((int)later["readSeq"]!, (int)later["unread"]!));
    }

    [Fact]
    public async Task Who_was_added_finds_nothing_unread_when_the_channel_is_told()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await CreateAsync(ann, "full");
        await SayAsync(ann, channelId, 3);
        await chat.TrackAsync(channelId);
        await using var socket = await bob.ConnectAsync();
        var adding = ann.PutMemberAsync(channelId, bob.UserId);

        await socket.NextAsync("channel");
        var listed = await ListedAsync(bob, channelId);

        Assert.Equal(0, (int)listed["unread"]!);
        Assert.InRange((int)listed["readSeq"]!, 3, 4);
        await adding;
    }

    [Fact]
    public async Task Who_comes_back_begins_at_the_new_join_and_repeats_move_nothing_back()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await CreateAsync(ann, "full");
        await ann.PutMemberAsync(channelId, bob.UserId);
        await bob.RemoveMemberAsync(channelId, bob.UserId);
        await SayAsync(ann, channelId, 2);
        await ann.PutMemberAsync(channelId, bob.UserId);
        Assert.Equal(5, (int)(await ListedAsync(bob, channelId))["readSeq"]!);

        await SayAsync(ann, channelId, 2);
        await bob.AskAsync(HttpMethod.Put, $"channels/{channelId}/read", new { seq = 6 });
        await ann.PutMemberAsync(channelId, bob.UserId);
        await chat.TrackAsync(channelId);

        var listed = await ListedAsync(bob, channelId);
        Assert.Equal((6, 1), ((int)listed["readSeq"]!, (int)listed["unread"]!));
    }

    private static async Task<string> CreateAsync(Person owner, string history) => (string)(await owner.AskAsync(
        HttpMethod.Post, "channels",
        new { kind = "group", name = "Team", members = Array.Empty<string>(), clientId = Guid.NewGuid(), isPublic = true, history }))["channelId"]!;

    private static async Task SayAsync(Person who, string channelId, int times)
    {
        await using var socket = await who.ConnectAsync();
        for (var said = 0; said < times; said++)
        {
            Assert.Equal("sent", (string)(await socket.SendMessageAsync(channelId, "hi @channel"))["type"]!);
        }
    }

    private static async Task JoinAsync(Person owner, Person who, string channelId, string way)
    {
        switch (way)
        {
            case "add":
                await owner.PutMemberAsync(channelId, who.UserId);
                break;
            case "public":
                await who.AskAsync(HttpMethod.Put, $"me/channels/{channelId}");
                break;
            default:
                var invite = await owner.AskAsync(HttpMethod.Post, $"channels/{channelId}/invites", new { clientId = "1" });
                await who.AskAsync(HttpMethod.Post, $"invites/{(string)invite["token"]!}");
                break;
        }
    }

    private static async Task<JsonObject> ListedAsync(Person who, string channelId) =>
        (await who.AskAsync(HttpMethod.Get, "me/channels"))["channels"]!.AsArray()
            .Single(channel => (string)channel!["channelId"]! == channelId)!.AsObject();
}
