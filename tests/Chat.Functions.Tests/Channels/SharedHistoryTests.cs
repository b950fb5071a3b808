using System.Text.Json.Nodes;

namespace Chat.Functions.Tests.Channels;

/// <summary>What of a group's history somebody who joins may read.</summary>
public sealed class SharedHistoryTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task By_default_who_joins_reads_all()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team");
        await SayAsync(ann, channelId, 3);

        await ann.PutMemberAsync(channelId, bob.UserId);

        Assert.Equal([1, 2, 3, 4], await SeqsAsync(bob, channelId, "after=0"));
    }

    [Fact]
    public async Task Where_history_begins_with_joining_nothing_older_is_shown_by_any_way()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team");
        await ann.AskAsync(HttpMethod.Patch, $"channels/{channelId}", new { history = "join" });
        await SayAsync(ann, channelId, 5, thread: 1);
        await ann.PutMemberAsync(channelId, bob.UserId);
        await SayAsync(ann, channelId, 2, thread: 1, after: 6);

        foreach (var query in new[] { "after=0", "after=3", "limit=50", "before=9", "around=2", "around=7&limit=8", "order=newest" })
        {
            Assert.Equal([6, 7, 8], (await SeqsAsync(bob, channelId, query)).Order());
        }

        Assert.Equal([7, 8], await SeqsAsync(bob, channelId, "thread=1"));
        Assert.Empty(await SeqsAsync(bob, channelId, "before=6"));
        Assert.Empty(await SeqsAsync(bob, channelId, "before=2"));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], await SeqsAsync(ann, channelId, "after=0"));
        var page = await PageAsync(bob, channelId, "after=0&limit=2");
        Assert.Equal((6, true), ((int)page["firstSeq"]!, (bool)page["more"]!));
        var newest = await PageAsync(bob, channelId, "limit=3");
        Assert.Equal((6, false), ((int)newest["firstSeq"]!, (bool)newest["more"]!));
        Assert.Equal([6, 7, 8], (await PageAsync(bob, channelId, "epoch=another"))["entries"]!.AsArray().Select(entry => (int)entry!["seq"]!));
    }

    [Fact]
    public async Task What_one_may_not_read_one_cannot_change()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team");
        await ann.AskAsync(HttpMethod.Patch, $"channels/{channelId}", new { history = "join" });
        await SayAsync(ann, channelId, 1);
        await ann.PutMemberAsync(channelId, bob.UserId);
        await using var socket = await bob.ConnectAsync();

        var error = (await socket.ChangeAsync("react", channelId, 1, reaction: "👍"))["error"]!;

        Assert.Equal(("not_found", "target"), ((string)error["code"]!, (string)error["field"]!));
        Assert.Null((await ann.ReadEntriesAsync(channelId))[0]["reactions"]);
    }

    [Fact]
    public async Task Who_comes_back_reads_from_then_on()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        await ann.AskAsync(HttpMethod.Patch, $"channels/{channelId}", new { history = "join" });
        await SayAsync(ann, channelId, 2);
        Assert.Equal([1, 2], await SeqsAsync(bob, channelId, "after=0"));

        await bob.RemoveMemberAsync(channelId, bob.UserId);
        await ann.PutMemberAsync(channelId, bob.UserId);

        Assert.Equal([4], await SeqsAsync(bob, channelId, "after=0"));
    }

    private static async Task SayAsync(Person who, string channelId, int messages, int? thread = null, int after = 0)
    {
        await using var socket = await who.ConnectAsync();
        for (var i = after; i < after + messages; i++)
        {
            var members = new JsonObject { ["after"] = i, ["text"] = $"message {i}" };
            if (thread <= i)
            {
                members["thread"] = thread;
            }

            Assert.Equal("sent", (string)(await socket.SendAsync("message", channelId, members))["type"]!);
        }
    }

    private static async Task<IReadOnlyList<int>> SeqsAsync(Person who, string channelId, string query) =>
        [.. (await PageAsync(who, channelId, query))["entries"]!.AsArray().Select(entry => (int)entry!["seq"]!)];

    private static Task<JsonObject> PageAsync(Person who, string channelId, string query) =>
        who.AskAsync(HttpMethod.Get, $"channels/{channelId}/entries?{query}");
}
