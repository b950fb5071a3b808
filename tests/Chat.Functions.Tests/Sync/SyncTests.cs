using System.Net;
using System.Text.Json.Nodes;
using Chat.Functions.Tests.Reading;

namespace Chat.Functions.Tests.Sync;

/// <summary>What a device is told of its channels.</summary>
public sealed class SyncTests(ReadingFixture chat) : IClassFixture<ReadingFixture>
{
    [Fact]
    public async Task A_device_that_has_all_is_told_nothing_and_one_that_lacks_something_just_that()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var (team, direct) = (await ann.CreateGroupAsync("Team", bob.UserId), await ann.CreateDirectAsync(bob.UserId));
        await using var socket = await ann.ConnectAsync();
        await socket.SayAsync(team, "one", "two");
        await socket.SayAsync(direct, "hi");
        var device = new Device(bob);
        await device.CatchUpAsync();
        Assert.Equal((1, 2), (device.Requests, device.Channels.Count));
        Assert.Equal([1, 2], device.Of(team).Seqs);
        Assert.Equal(("Team", "member", 2), ((string)device.Of(team).Channel["name"]!, (string)device.Of(team).Channel["role"]!, (int)device.Of(team).Channel["unread"]!));
        Assert.Equal(ann.UserId, (string)device.Of(direct).Channel["peerId"]!);

        var idle = await bob.SyncAsync(Request(device));
        Assert.Equal((0, 0, false), (idle.Channels().Count, idle.Gone().Count, (bool)idle["more"]!));

        await socket.SayAsync(team, "three", $"four @{bob.UserId}");
        var news = (await bob.SyncAsync(Request(device))).Channels().Single();
        Assert.Equal(team, news.Id());
        Assert.Equal([3, 4], news.Seqs());
        Assert.Equal((4, 4), ((int)news["channel"]!["lastSeq"]!, (int)news["channel"]!["unread"]!));
        Assert.False(news.Says("more") || news.Says("reset") || news.Says("firstSeq"));
    }

    [Fact]
    public async Task Counts_are_those_of_the_entries_that_come_along_and_of_those_that_name_the_user()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var team = await ann.CreateGroupAsync("Team", bob.UserId);
        await using var socket = await ann.ConnectAsync();
        await socket.SayAsync(team, $"one @{bob.UserId}", "two @channel");
        await chat.TrackAsync(team);
        await socket.SayAsync(team, "three");

        var channel = (await bob.SyncAsync(new { channels = Array.Empty<object>() })).Channels().Single()["channel"]!;

        Assert.Equal((3, 3, 2), ((int)channel["lastSeq"]!, (int)channel["unread"]!, (int)channel["mentions"]!));
        await bob.MarkReadAsync(team, 2);
        channel = (await bob.SyncAsync(new { channels = Array.Empty<object>() })).Channels().Single()["channel"]!;
        Assert.Equal((2, 1, 0), ((int)channel["readSeq"]!, (int)channel["unread"]!, (int)channel["mentions"]!));
    }

    [Fact]
    public async Task Edits_deletions_and_reactions_are_entries_like_others()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var team = await ann.CreateGroupAsync("Team", bob.UserId);
        await using var socket = await ann.ConnectAsync();
        await socket.SayAsync(team, "one", "two", "three");
        var device = new Device(bob);
        await device.CatchUpAsync();
        await socket.ChangeAsync("edit", team, 1, text: "uno");
        await socket.ChangeAsync("react", team, 2, reaction: "👍");
        await socket.ChangeAsync("delete", team, 3);

        await device.CatchUpAsync();

        Assert.Equal(["edit", "react", "delete"], device.Of(team).Entries.Skip(3).Select(entry => (string)entry["kind"]!));
        Assert.Equal([1L, 2L, 3L], device.Of(team).Entries.Skip(3).Select(entry => (long)entry["target"]!));
    }

    [Fact]
    public async Task A_channel_that_is_new_comes_with_its_newest_entries()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var device = new Device(bob);
        await device.CatchUpAsync();
        Assert.Empty(device.Channels);
        var team = await ann.CreateGroupAsync("Team", bob.UserId);
        var empty = await ann.CreateGroupAsync("Empty", bob.UserId);
        await using var socket = await ann.ConnectAsync();
        await socket.SayAsync(team, [.. Enumerable.Range(1, 25).Select(i => $"{i}")]);

        await device.CatchUpAsync();

        Assert.Equal(Enumerable.Range(6, 20).Select(i => (long)i), device.Of(team).Seqs);
        Assert.Equal((1, 0), (device.Of(team).FirstSeq, device.Of(team).Resets));
        Assert.Empty(device.Of(empty).Seqs);
        Assert.Empty((await bob.SyncAsync(Request(device))).Channels());
    }

    [Fact]
    public async Task Several_new_channels_share_the_answer_the_last_entry_of_each_at_least()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await using var socket = await ann.ConnectAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await socket.SayAsync(await ann.CreateGroupAsync(name, bob.UserId), "1", "2", "3");
        }

        var answer = await bob.SyncAsync(new { channels = Array.Empty<object>(), limit = 4 });

        Assert.Equal(3, answer.Channels().Count);
        Assert.All(answer.Channels(), channel => Assert.Equal(3, channel.Seqs()[^1]));
        Assert.False((bool)answer["more"]!);
    }

    [Fact]
    public async Task Who_is_removed_leaves_or_loses_the_channel_is_told_that_it_is_gone()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var (removed, left) = (await ann.CreateGroupAsync("removed", bob.UserId), await ann.CreateGroupAsync("left", bob.UserId));
        var (deleted, kept) = (await ann.CreateGroupAsync("deleted", bob.UserId), await ann.CreateGroupAsync("kept", bob.UserId));
        var device = new Device(bob);
        await device.CatchUpAsync();
        Assert.Equal(4, device.Channels.Count);

        await ann.RemoveMemberAsync(removed, bob.UserId);
        await bob.RemoveMemberAsync(left, bob.UserId);
        Assert.Equal(HttpStatusCode.NoContent, (await ann.TryAsync(HttpMethod.Delete, $"channels/{deleted}")).Status);
        await device.CatchUpAsync();

        Assert.Equal([kept], device.Channels.Keys);
        await ann.PutMemberAsync(left, bob.UserId);
        await device.CatchUpAsync();
        Assert.Equal(new[] { kept, left }.Order(StringComparer.Ordinal), device.Channels.Keys);
    }

    [Fact]
    public async Task Foreign_channels_and_those_that_do_not_exist_are_gone_alike()
    {
        var (ann, eve) = (chat.Invite("ann"), chat.Invite("eve"));
        var foreign = await ann.CreateGroupAsync("Team");
        await using var socket = await ann.ConnectAsync();
        await socket.SayAsync(foreign, "a secret");

        var answer = await eve.SyncAsync(new
        {
            channels = new object[] { new { channelId = foreign, seq = 0 }, new { channelId = "nothing", seq = 7 }, new { channelId = "nobody" } },
        });

        Assert.Equal([foreign, "nothing", "nobody"], answer.Gone());
        Assert.Empty(answer.Channels());
    }

    [Fact]
    public async Task A_membership_that_the_list_does_not_show_yet_counts()
    {
        var ann = chat.Invite("ann");
        var team = await ann.CreateGroupAsync("Team");
        await using var socket = await ann.ConnectAsync();
        await socket.SayAsync(team, "hi");
        await chat.Database.Users.DeleteItemAsync<object>($"channel:{team}", new Microsoft.Azure.Cosmos.PartitionKey(ann.UserId));

        var synced = (await ann.SyncAsync(new { channels = new[] { new { channelId = team, seq = 0 } } })).Channels().Single();

        Assert.Equal(("Team", "group"), ((string)synced["channel"]!["name"]!, (string)synced["channel"]!["kind"]!));
        Assert.Equal([1], synced.Seqs());
    }

    [Fact]
    public async Task What_another_device_or_member_changes_besides_the_log_is_told_once()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var team = await ann.CreateGroupAsync("Team", bob.UserId);
        await using var socket = await ann.ConnectAsync();
        await socket.SayAsync(team, "one");
        var device = new Device(bob);
        await device.CatchUpAsync();

        await ToldAsync("readSeq", 1, () => bob.MarkReadAsync(team, 1));
        await ToldAsync("mutedUntil", "9999-12-31T00:00:00.000Z", () => bob.AskAsync(HttpMethod.Put, $"me/channels/{team}/mute", new { }));
        await ToldAsync("topic", "boats", () => ann.AskAsync(HttpMethod.Patch, $"channels/{team}", new { topic = "boats" }));
        await ToldAsync("avatarUrl", "https://example.org/b.png", () =>
            ann.AskAsync(HttpMethod.Patch, $"channels/{team}", new { avatarUrl = "https://example.org/b.png" }));
        await ToldAsync("name", "Crew", () => ann.AskAsync(HttpMethod.Patch, $"channels/{team}", new { name = "Crew" }));
        await ToldAsync("role", "moderator", () => ann.PutMemberAsync(team, bob.UserId, "moderator"));

        async Task ToldAsync(string member, JsonNode value, Func<Task> change)
        {
            await change();
            var synced = (await bob.SyncAsync(Request(device))).Channels().Single();
            Assert.True(JsonNode.DeepEquals(value, synced["channel"]![member]), $"{member}: {synced["channel"]!.ToJsonString()}");
            await device.CatchUpAsync();
            Assert.Empty((await bob.SyncAsync(Request(device))).Channels());
        }
    }

    [Fact]
    public async Task Two_devices_at_once_get_the_same()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var team = await ann.CreateGroupAsync("Team", bob.UserId);
        await using var socket = await ann.ConnectAsync();
        await socket.SayAsync(team, "one", "two");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bob.SyncAsync(new { channels = new[] { new { channelId = team, seq = 1 } } })));

        Assert.All(answers, answer => Assert.True(JsonNode.DeepEquals(answers[0], answer)));
        Assert.Equal([2], answers[0].Channels().Single().Seqs());
    }

    internal static JsonObject Request(Device device) => new()
    {
        ["channels"] = new JsonArray([.. device.Channels.Select(channel => channel.Value.Named(channel.Key))]),
    };
}
