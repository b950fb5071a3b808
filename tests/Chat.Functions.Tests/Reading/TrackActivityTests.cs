using Chat.Functions.Messages;
using Chat.Functions.Reading;
using Chat.Functions.Tests.Messages;
using Chat.Local.Emulation;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Time.Testing;

namespace Chat.Functions.Tests.Reading;

/// <summary>The feed brings everything at least once, perhaps again, and late; and a run may end anywhere.</summary>
public sealed class TrackActivityTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    [Fact]
    public async Task A_batch_that_comes_again_moves_nothing_back()
    {
        var desk = new ReadingDesk(fixture);
        await desk.TrackAsync(desk.Message(1), desk.Message(2), desk.Message(3));
        await desk.TrackAsync(desk.Message(2), desk.Message(1));
        Assert.Equal(3, (await FindAsync(desk))!.Seq);

        await desk.TrackAsync(desk.Message(5), desk.Message(4), desk.Message(3));

        var activity = await FindAsync(desk);
        Assert.Equal((5, new EntryCounts(5, 0)), (activity!.Seq, activity.Counts));
    }

    [Fact]
    public async Task Instances_that_see_a_channel_first_at_once_agree_on_the_furthest()
    {
        var desk = new ReadingDesk(fixture);

        await Task.WhenAll(Enumerable.Range(1, 8).Select(seq => desk.TrackAsync(desk.Message(seq))));

        Assert.Equal(8, (await FindAsync(desk))!.Seq);
    }

    [Theory]
    [InlineData("create", 0)]
    [InlineData("patch", 1)]
    public async Task A_run_that_ends_between_its_writes_is_completed_by_the_next(string operation, int mentions)
    {
        var desk = new ReadingDesk(fixture);
        var bob = await desk.AddAsync("bob");
        var message = desk.Message(1, bob);
        await desk.StoreAsync(message);
        fixture.Cosmos.Faults.Next(operation, new Fault.Respond(403));
        await Assert.ThrowsAsync<CosmosException>(() => desk.TrackAsync(message));
        Assert.Empty(fixture.Cosmos.Faults.Pending);
        Assert.Equal((0, 0, mentions), await desk.CountsOfAsync(bob));

        await desk.TrackAsync(message);
        await desk.TrackAsync(message);

        Assert.Equal((0, 1, 1), await desk.CountsOfAsync(bob));
    }

    [Fact]
    public async Task However_many_messages_a_batch_brings_it_costs_one_write()
    {
        var desk = new ReadingDesk(fixture);
        await desk.TrackAsync(desk.Message(1));
        fixture.Cosmos.Requests.Clear();

        await desk.TrackAsync([.. Enumerable.Range(2, 100).Select(seq => desk.Message(seq))]);

        Assert.Equal(["patch"], fixture.Cosmos.Requests.Snapshot().Select(request => request.Operation));
    }

    [Fact]
    public async Task What_was_said_before_is_no_news_to_who_joins()
    {
        var desk = new ReadingDesk(fixture);
        var (ann, bob) = (await desk.AddAsync("ann"), await desk.AddAsync("bob"));
        var early = desk.Message(1, bob);
        await desk.StoreAsync(early);
        var join = new Entry(desk.ChannelId, 2, EntryKind.Join, Draft.System, "op-1", early.CreatedAt, early.Counts) { UserId = bob };

        await desk.TrackAsync(early, join, desk.Message(3) with { Counts = new EntryCounts(2, 0) });

        Assert.Equal((2, 1, 0), await desk.CountsOfAsync(bob));
        Assert.Equal((0, 2, 0), await desk.CountsOfAsync(ann));
        await desk.TrackAsync(join with { UserId = "nobody-yet" });
    }

    [Fact]
    public async Task A_message_from_long_ago_names_nobody_any_more()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var desk = new ReadingDesk(fixture, clock);
        var bob = await desk.AddAsync("bob");
        var message = desk.Message(1, bob);
        clock.Advance(MentionNotes.Lifetime);

        await desk.TrackAsync(message);

        Assert.Empty(await desk.Notes.ListAsync(bob, CancellationToken.None));
    }

    private static Task<Activity?> FindAsync(ReadingDesk desk) => desk.Activities.FindAsync(desk.ChannelId, CancellationToken.None);
}
