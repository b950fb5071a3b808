using System.Net;
using Chat.Functions.Reading;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Tests.Reading;

public sealed class MarkReadTests(ReadingFixture chat) : IClassFixture<ReadingFixture>
{
    [Fact]
    public async Task A_member_who_has_read_up_to_a_message_is_told_what_is_left()
    {
        var (ann, bob, channelId) = await ConversationAsync("one", "two", "three");

        Assert.Equal((2, 1, 0), await bob.MarkReadAsync(channelId, 2));

        Assert.Equal((2, 1, 0), await bob.CountsOfAsync(channelId));
        Assert.Equal((0, 3, 0), await ann.CountsOfAsync(channelId));
    }

    [Fact]
    public async Task An_outsider_and_a_removed_member_see_no_channel_and_change_nothing()
    {
        var (_, bob, channelId) = await ConversationAsync("one");
        var eve = chat.Invite("eve");

        foreach (var id in new[] { channelId, "nowhere" })
        {
            await eve.MarkReadRefusedAsync(id, new { seq = 1 }, HttpStatusCode.NotFound, "not_found", "channelId");
        }

        await ReadingFixture.PatchAsync(
            chat.Database.Channels, $"member:{bob.UserId}", channelId, "/removedAt", "2026-11-24T09:30:00.000Z");
        await bob.MarkReadRefusedAsync(channelId, new { seq = 1 }, HttpStatusCode.NotFound, "not_found", "channelId");
        var stored = await new UserChannels(chat.Database, TimeProvider.System).RequireAsync(bob.UserId, channelId, default);
        Assert.Equal(0, stored.ReadSeq);
    }

    [Fact]
    public async Task The_same_again_answers_the_same()
    {
        var (_, bob, channelId) = await ConversationAsync("one", "two", "three");

        Assert.Equal((2, 1, 0), await bob.MarkReadAsync(channelId, 2));
        Assert.Equal((2, 1, 0), await bob.MarkReadAsync(channelId, 2));
    }

    [Fact]
    public async Task A_lower_number_moves_nothing_back()
    {
        var (_, bob, channelId) = await ConversationAsync("one", "two", "three");
        await bob.MarkReadAsync(channelId, 3);

        Assert.Equal((3, 0, 0), await bob.MarkReadAsync(channelId, 1));
        Assert.Equal((3, 0, 0), await bob.MarkReadAsync(channelId, 0));
        Assert.Equal((3, 0, 0), await bob.CountsOfAsync(channelId));
    }

    [Fact]
    public async Task A_number_above_the_last_entry_is_refused_and_moves_nothing()
    {
        var (_, bob, channelId) = await ConversationAsync("one");
        var empty = await bob.CreateDirectAsync("nobody");

        await bob.MarkReadRefusedAsync(channelId, new { seq = 2 }, HttpStatusCode.BadRequest, "invalid_request", "seq");
        await bob.MarkReadRefusedAsync(empty, new { seq = 1 }, HttpStatusCode.BadRequest, "invalid_request", "seq");

        Assert.Equal((0, 1, 0), await bob.CountsOfAsync(channelId));
        Assert.Equal((0, 0, 0), await bob.MarkReadAsync(empty, 0));
    }

    [Fact]
    public async Task A_malformed_request_names_what_is_wrong()
    {
        var (_, bob, channelId) = await ConversationAsync("one");

        foreach (var body in new object[] { new { }, new { seq = -1 }, new { seq = 1.5 }, new { seq = "1" } })
        {
            await bob.MarkReadRefusedAsync(channelId, body, HttpStatusCode.BadRequest, "invalid_request", "seq");
        }

        await bob.MarkReadRefusedAsync(
            channelId, new { seq = 1, userId = "ann" }, HttpStatusCode.BadRequest, "invalid_request", "userId");
    }

    [Fact]
    public async Task Of_all_devices_at_once_the_furthest_counts()
    {
        var (_, bob, channelId) = await ConversationAsync([.. Enumerable.Range(1, 20).Select(i => $"message {i}")]);

        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(seq => bob.MarkReadAsync(channelId, (seq * 7 % 20) + 1)));

        Assert.All(answers.Zip(Enumerable.Range(1, 20)), pair => Assert.True(pair.First.Seq >= (pair.Second * 7 % 20) + 1));
        Assert.Equal((20, 0, 0), await bob.CountsOfAsync(channelId));
    }

    [Fact]
    public async Task Whoever_moves_the_cursor_to_what_they_send_has_nothing_unread()
    {
        var (ann, bob, channelId) = await ConversationAsync("one", "two");
        await bob.MarkReadAsync(channelId, 2);
        await using var socket = await bob.ConnectAsync();

        var seq = await socket.SayAsync(channelId, "@channel, @" + bob.UserId + " answers");
        Assert.Equal((3, 0, 0), await bob.MarkReadAsync(channelId, seq));
        await chat.TrackAsync(channelId);

        Assert.Equal((3, 0, 0), await bob.CountsOfAsync(channelId));
        Assert.Equal((0, 3, 1), await ann.CountsOfAsync(channelId));
    }

    [Fact]
    public async Task Edits_and_reactions_are_not_unread_and_a_deleted_message_stays_counted()
    {
        var (ann, bob, channelId) = await ConversationAsync("one", "two");
        await bob.MarkReadAsync(channelId, 2);
        await using var socket = await ann.ConnectAsync();
        await socket.ChangeAsync("edit", channelId, 1, text: "uno");
        await socket.ChangeAsync("react", channelId, 2, reaction: "👍");
        await chat.TrackAsync(channelId);
        Assert.Equal((2, 0, 0), await bob.CountsOfAsync(channelId));

        var seq = await socket.SayAsync(channelId, "three");
        await socket.ChangeAsync("delete", channelId, seq);
        await chat.TrackAsync(channelId);

        Assert.Equal((2, 1, 0), await bob.CountsOfAsync(channelId));
        Assert.Equal((6, 0, 0), await bob.MarkReadAsync(channelId, 6));
    }

    [Fact]
    public async Task A_membership_that_is_not_in_the_users_list_yet_is_asked_for_again()
    {
        var (_, bob, channelId) = await ConversationAsync("one");
        await chat.Database.Users.DeleteItemAsync<object>("channel:" + channelId, new PartitionKey(bob.UserId));

        var (status, answer) = await bob.TryAsync(HttpMethod.Put, $"channels/{channelId}/read", new { seq = 1 });

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (status, (string)answer!["error"]!["code"]!));
        Assert.True((int)answer["error"]!["retryAfterMs"]! > 0);
    }

    [Fact]
    public async Task What_retention_has_removed_cannot_be_read_up_to()
    {
        var (_, bob, channelId) = await ConversationAsync("one", "two", "three");
        Assert.True(await chat.Entries.TryRemoveAsync(channelId, 1, 2, default));

        Assert.Equal((0, 3, 0), await bob.MarkReadAsync(channelId, 2));
        Assert.Equal((3, 0, 0), await bob.MarkReadAsync(channelId, 3));
    }

    /// <summary>Ann says something to Bob, and the feed has seen it.</summary>
    private async Task<(Person Ann, Person Bob, string ChannelId)> ConversationAsync(params string[] texts)
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        await using var socket = await ann.ConnectAsync();
        await socket.SayAsync(channelId, texts);
        await chat.TrackAsync(channelId);
        return (ann, bob, channelId);
    }
}
