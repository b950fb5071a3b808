using Chat.Functions.Messages;
using Chat.Functions.Reading;

namespace Chat.Functions.Tests.Reading;

public sealed class MentionTests(ReadingFixture chat) : IClassFixture<ReadingFixture>
{
    [Fact]
    public async Task A_mention_by_name_counts_for_the_one_who_is_named_and_one_of_the_channel_for_all()
    {
        var (ann, bob, cid, channelId, socket) = await TeamAsync();

        await socket.SayAsync(
            channelId, $"hi @{bob.UserId}", "hi @channel", $"@{bob.UserId} and @{bob.UserId}", $"@channel and @{bob.UserId}", "bye");
        await chat.TrackAsync(channelId);

        Assert.Equal((0, 5, 4), await bob.CountsOfAsync(channelId));
        Assert.Equal((0, 5, 2), await cid.CountsOfAsync(channelId));
        Assert.Equal((2, 3, 2), await bob.MarkReadAsync(channelId, 2));
        Assert.Equal((3, 2, 1), await bob.MarkReadAsync(channelId, 3));
        Assert.Equal((5, 0, 0), await bob.MarkReadAsync(channelId, 5));
        Assert.Equal((5, 0, 0), await bob.CountsOfAsync(channelId));
        await socket.DisposeAsync();
    }

    [Fact]
    public async Task A_message_counts_as_a_mention_while_it_names_one()
    {
        var (ann, bob, cid, channelId, socket) = await TeamAsync();
        await socket.SayAsync(channelId, $"hi @{bob.UserId}", $"hello @{bob.UserId}", "hello");
        await chat.TrackAsync(channelId);
        Assert.Equal((0, 3, 2), await bob.CountsOfAsync(channelId));

        await socket.ChangeAsync("delete", channelId, 1);
        await socket.ChangeAsync("edit", channelId, 2, text: $"hello @{cid.UserId}");
        await socket.ChangeAsync("edit", channelId, 3, text: $"hello @{bob.UserId}");
        await socket.ChangeAsync("react", channelId, 3, reaction: "👍");
        await chat.TrackAsync(channelId);

        Assert.Equal((0, 3, 1), await bob.CountsOfAsync(channelId));
        Assert.Equal((0, 3, 1), await cid.CountsOfAsync(channelId));
        Assert.Equal((2, 1, 1), await bob.MarkReadAsync(channelId, 2));
        Assert.Equal((3, 0, 0), await bob.MarkReadAsync(channelId, 3));
        await socket.DisposeAsync();
    }

    [Fact]
    public async Task Naming_an_outsider_leaves_no_trace_with_them()
    {
        var (ann, bob, cid, channelId, socket) = await TeamAsync();
        var eve = chat.Invite("eve");

        await socket.SayAsync(channelId, $"what about @{eve.UserId} and @{bob.UserId}");
        await chat.TrackAsync(channelId);

        Assert.Empty(await new MentionNotes(chat.Database).ListAsync(eve.UserId, default));
        Assert.Equal([new MentionNote(channelId, 1)], await new MentionNotes(chat.Database).ListAsync(bob.UserId, default));
        await socket.DisposeAsync();
    }

    [Fact]
    public async Task What_has_been_read_leaves_nothing_behind()
    {
        var (ann, bob, cid, channelId, socket) = await TeamAsync();
        await socket.SayAsync(channelId, $"1 @{bob.UserId}", $"2 @{bob.UserId}", $"3 @{bob.UserId}");
        await chat.TrackAsync(channelId);

        await bob.MarkReadAsync(channelId, 2);
        Assert.Equal([new MentionNote(channelId, 3)], await new MentionNotes(chat.Database).ListAsync(bob.UserId, default));

        // The feed brings what was read once more, and neither device minds the other's tidying.
        await chat.TrackAsync(channelId);
        await Task.WhenAll(bob.MarkReadAsync(channelId, 3), bob.MarkReadAsync(channelId, 3), bob.MarkReadAsync(channelId, 3));
        Assert.Empty(await new MentionNotes(chat.Database).ListAsync(bob.UserId, default));
        await socket.DisposeAsync();
    }

    [Fact]
    public async Task However_many_there_were_reading_leaves_none()
    {
        var (ann, bob, cid, channelId, socket) = await TeamAsync();
        await socket.SayAsync(channelId, "hi");
        var message = (await chat.Entries.FindAsync(channelId, 1, default))!;
        await Parallel.ForAsync(0, 250, async (i, token) =>
            await new MentionNotes(chat.Database).AddAsync(bob.UserId, message with { Seq = i == 0 ? 1 : -i }, token));

        await bob.MarkReadAsync(channelId, 1);

        Assert.Empty(await new MentionNotes(chat.Database).ListAsync(bob.UserId, default));
        await socket.DisposeAsync();
    }

    [Theory]
    [InlineData("message", false, true)]
    [InlineData("message", true, false)]
    [InlineData("edit", false, false)]
    public void Only_a_message_names_and_one_that_calls_everybody_is_counted_once(string kind, bool everybody, bool names)
    {
        var entry = new Entry("c", 1, kind, "ann", "1", default, EntryCounts.None)
        {
            Mentions = ["ann", "bob"], MentionsChannel = everybody,
        };

        Assert.Equal(names, entry.Names("bob"));
        Assert.False(entry.Names("ann"));
        Assert.False((entry with { Redacted = true }).Names("bob"));
    }

    private async Task<(Person Ann, Person Bob, Person Cid, string ChannelId, ChatSocket Socket)> TeamAsync()
    {
        var (ann, bob, cid) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("cid"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId, cid.UserId);
        return (ann, bob, cid, channelId, await ann.ConnectAsync());
    }
}
