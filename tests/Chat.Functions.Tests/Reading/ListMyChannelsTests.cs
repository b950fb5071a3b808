using System.Net;
using System.Text.Json.Nodes;

namespace Chat.Functions.Tests.Reading;

public sealed class ListMyChannelsTests(ReadingFixture chat) : IClassFixture<ReadingFixture>
{
    [Fact]
    public async Task The_list_shows_the_last_entry_as_it_stands_and_what_is_unread_by_latest_activity()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var (team, direct) = (await ann.CreateGroupAsync("Team", bob.UserId), await ann.CreateDirectAsync(bob.UserId));
        await using var socket = await ann.ConnectAsync();
        await socket.SayAsync(direct, "hi");
        await socket.SayAsync(team, "one", $"two @{bob.UserId}");
        await socket.ChangeAsync("delete", direct, 1);
        await TrackAsync(team, direct);

        var list = await bob.ListAsync();
        Assert.Equal([direct, team], Ids(list));
        Assert.Equal(("direct", ann.UserId, "member"), (Text(list[0], "kind"), Text(list[0], "peerId"), Text(list[0], "role")));
        Assert.Equal(("delete", 2, 2), (Text(list[0]["last"]!, "kind"), (int)list[0]["last"]!["seq"]!, (int)list[0]["lastSeq"]!));
        Assert.Equal(("Team", $"two @{bob.UserId}"), (Text(list[1], "name"), Text(list[1]["last"]!, "text")));
        Assert.Equal(Text(list[1]["last"]!, "createdAt"), Text(list[1], "lastAt"));
        Assert.Equal((0, 2, 1), await bob.CountsOfAsync(team));
        Assert.Equal("owner", Text(await ann.FindAsync(team), "role"));

        await socket.ChangeAsync("edit", team, 2, text: "corrected");
        await socket.SayAsync(direct, "again");
        await socket.ChangeAsync("delete", direct, 3);
        await TrackAsync(team, direct);
        Assert.Equal([direct, team], Ids(await bob.ListAsync()));
        Assert.Equal("corrected", Text((await bob.FindAsync(team))["last"]!, "text"));
    }

    [Fact]
    public async Task A_channel_without_entries_stands_where_its_member_joined()
    {
        var ann = chat.Invite("ann");
        var (first, second) = (await ann.CreateGroupAsync("first"), await ann.CreateGroupAsync("second"));
        var list = await ann.ListAsync();
        Assert.Equal([second, first], Ids(list));
        Assert.All(["lastSeq", "lastAt", "last"], name => Assert.Null(list[0][name]));

        await using var socket = await ann.ConnectAsync();
        await socket.SayAsync(first, "hi");
        await TrackAsync(first);

        Assert.Equal([first, second], Ids(await ann.ListAsync()));
    }

    [Fact]
    public async Task Page_by_page_each_channel_comes_once()
    {
        var ann = chat.Invite("ann");
        for (var i = 0; i < 5; i++)
        {
            await ann.CreateGroupAsync($"group {i}");
        }

        var (pages, next) = (new List<JsonObject>(), "");
        do
        {
            pages.Add(await ann.AskAsync(HttpMethod.Get, $"me/channels?limit=2{next}"));
            next = $"&after={pages[^1]["next"]}";
        }
        while ((bool)pages[^1]["more"]!);

        Assert.Equal([2, 2, 1], pages.Select(page => page["channels"]!.AsArray().Count));
        Assert.Null(pages[^1]["next"]);
        Assert.Equal(Ids(await ann.ListAsync()), pages.SelectMany(page => Ids([.. page["channels"]!.AsArray().Select(one => one!.AsObject())])));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("after=", "after")]
    [InlineData("after=ann", "after")]
    [InlineData("after=99999999999999999.c", "after")]
    [InlineData("after=1.c.d", "after")]
    [InlineData("before=1.c", "before")]
    public async Task A_wrong_parameter_is_named(string query, string field) => await chat.Invite("ann").RefusedAsync(
        HttpStatusCode.BadRequest, "invalid_request", field, HttpMethod.Get, $"me/channels?{query}");

    [Fact]
    public async Task Whoever_has_left_a_channel_has_it_in_the_list_no_more_whichever_document_says_so()
    {
        const string removedAt = "2026-11-24T09:30:00.000Z";
        var ann = chat.Invite("ann");
        var left = await ann.CreateGroupAsync("left");
        var removed = await ann.CreateGroupAsync("removed");
        var deleted = await ann.CreateGroupAsync("deleted");
        var kept = await ann.CreateGroupAsync("kept");

        await ReadingFixture.PatchAsync(chat.Database.Users, $"channel:{left}", ann.UserId, "/removedAt", removedAt);
        await ReadingFixture.PatchAsync(chat.Database.Channels, $"member:{ann.UserId}", removed, "/removedAt", removedAt);
        await ReadingFixture.PatchAsync(chat.Database.Channels, "channel", deleted, "/deletedAt", removedAt);

        Assert.Equal([kept], Ids(await ann.ListAsync()));
    }

    [Fact]
    public async Task Whoever_may_read_from_later_on_does_not_see_what_was_last_said_before()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        await using var socket = await ann.ConnectAsync();
        await socket.SayAsync(channelId, "a secret");
        await TrackAsync(channelId);
        await ReadingFixture.PatchAsync(chat.Database.Channels, $"member:{bob.UserId}", channelId, "/historyFrom", 2);

        Assert.Null((await bob.FindAsync(channelId))["last"]);
        Assert.Equal("a secret", Text((await ann.FindAsync(channelId))["last"]!, "text"));

        await socket.SayAsync(channelId, "public");
        await TrackAsync(channelId);
        Assert.Equal("public", Text((await bob.FindAsync(channelId))["last"]!, "text"));
    }

    [Fact]
    public async Task The_list_shows_what_the_channels_document_says()
    {
        var ann = chat.Invite("ann");
        var channelId = await ann.CreateGroupAsync("Team");
        foreach (var (path, value) in new[]
        {
            ("/name", "Crew"), ("/topic", "boats"), ("/avatarUrl", "https://example.org/boat.png"), ("/archivedAt", "2026-11-24T09:30:00.000Z"),
        })
        {
            await ReadingFixture.PatchAsync(chat.Database.Channels, "channel", channelId, path, value);
            Assert.Equal(value, Text(await ann.FindAsync(channelId), path[1..]));
        }
    }

    private static IReadOnlyList<string> Ids(IReadOnlyList<JsonObject> list) => [.. list.Select(channel => Text(channel, "channelId"))];

    private static string Text(JsonNode node, string name) => (string)node[name]!;

    private async Task TrackAsync(params string[] channelIds)
    {
        foreach (var channelId in channelIds)
        {
            await chat.TrackAsync(channelId);
        }
    }
}
