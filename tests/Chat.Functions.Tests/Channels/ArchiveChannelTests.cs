using System.Net;
using Chat.Local;

namespace Chat.Functions.Tests.Channels;

/// <summary>Two instances behind one address, each with a memory of its own of where a log ends.</summary>
public sealed class TwoInstancesFixture : ChatFixture
{
    protected override LocalStackOptions Options => new() { Instances = 2 };
}

public sealed class ArchiveChannelTests(TwoInstancesFixture chat) : IClassFixture<TwoInstancesFixture>
{
    [Fact]
    public async Task Nobody_posts_in_an_archived_channel_and_all_read_it_until_it_is_opened_again()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        await using var annSocket = await ann.ConnectAsync();
        await using var bobSocket = await bob.ConnectAsync();
        await bobSocket.SendMessageAsync(channelId, "before");

        var archived = await ann.AskAsync(HttpMethod.Put, $"channels/{channelId}/archive");
        // On either instance, whatever the sender knows of the log.
        for (var after = 0; after <= 2; after++)
        {
            var refusal = (await annSocket.SendMessageAsync(channelId, "too late", after: after))["error"]!;
            Assert.Equal(("conflict", "channelId"), ((string)refusal["code"]!, (string)refusal["field"]!));
        }

        Assert.Equal("conflict", (string)(await bobSocket.ChangeAsync("edit", channelId, 1, text: "changed"))["error"]!["code"]!);
        Assert.NotNull(archived["archivedAt"]);
        var opened = await ann.AskAsync(HttpMethod.Delete, $"channels/{channelId}/archive");
        for (var after = 0; after <= 3; after++)
        {
            Assert.Equal("sent", (string)(await annSocket.SendMessageAsync(channelId, "again", after: after))["type"]!);
        }

        Assert.Null(opened["archivedAt"]);
        var log = await bob.ReadEntriesAsync(channelId);
        Assert.Equal(["message", "archive", "unarchive", "message", "message", "message", "message"], log.Select(entry => (string)entry["kind"]!));
        Assert.Equal(
            [null, true, null, null], log.Take(4).Select(entry => (bool?)entry["closed"]));
    }

    [Fact]
    public async Task A_retry_of_what_was_sent_before_is_answered_as_ever()
    {
        var ann = chat.Invite("ann");
        var channelId = await ann.CreateGroupAsync("Team");
        await using var socket = await ann.ConnectAsync();
        var sent = await socket.SendMessageAsync(channelId, "before", clientId: "1");

        await ann.AskAsync(HttpMethod.Put, $"channels/{channelId}/archive");

        Assert.Equal((int)sent["seq"]!, (int)(await socket.SendMessageAsync(channelId, "before", clientId: "1"))["seq"]!);
    }

    [Fact]
    public async Task The_services_own_entries_follow_and_leave_it_closed()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team");
        await using var socket = await ann.ConnectAsync();

        await ann.AskAsync(HttpMethod.Put, $"channels/{channelId}/archive");
        await ann.AskAsync(HttpMethod.Put, $"channels/{channelId}/archive");
        await ann.PutMemberAsync(channelId, bob.UserId);

        Assert.Equal("conflict", (string)(await socket.SendMessageAsync(channelId, "x", after: 2))["error"]!["code"]!);
        Assert.Equal(
            [("archive", true), ("join", true)],
            (await ann.ReadEntriesAsync(channelId)).Select(entry => ((string)entry["kind"]!, (bool)entry["closed"]!)));
    }

    [Fact]
    public async Task Only_the_owner_archives_and_opens()
    {
        var (ann, bob, eve) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("eve"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        await ann.PutMemberAsync(channelId, bob.UserId, "moderator");
        var direct = await ann.CreateDirectAsync(bob.UserId);

        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Delete })
        {
            await bob.RefusedAsync(HttpStatusCode.Forbidden, "forbidden", "channelId", method, $"channels/{channelId}/archive");
            await bob.RefusedAsync(HttpStatusCode.Forbidden, "forbidden", "channelId", method, $"channels/{direct}/archive");
            await eve.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", method, $"channels/{channelId}/archive");
        }
    }

    [Fact]
    public async Task However_often_it_is_closed_and_opened_at_once_the_log_ends_as_the_channel_does()
    {
        var ann = chat.Invite("ann");
        var channelId = await ann.CreateGroupAsync("Team");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ann.TryAsync(
            i % 2 == 0 ? HttpMethod.Put : HttpMethod.Delete, $"channels/{channelId}/archive")));

        var isArchived = (await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}"))["archivedAt"] is not null;
        var log = await ann.ReadEntriesAsync(channelId);
        Assert.Equal(isArchived, (bool?)log[^1]["closed"] == true);
        Assert.Equal(log.Select((_, i) => i % 2 == 0 ? "archive" : "unarchive"), log.Select(entry => (string)entry["kind"]!));
    }
}
