using Chat.Functions.Messages;
using Chat.Local.Emulation;

namespace Chat.Functions.Tests.Messages;

/// <summary>What a deletion takes with it, and what that may cost others.</summary>
public sealed class SettlingTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    private readonly string _channelId = LogFixture.NewChannel();

    [Fact]
    public async Task A_deletion_that_has_much_to_take_out_keeps_nobody_else_waiting()
    {
        var log = fixture.NewInstance();
        await log.SendAsync(Drafts.Message(_channelId, "ann", "1"));
        await ReactAsync(log, 5);
        var (first, sweep) = (new TaskCompletionSource(), new TaskCompletionSource());
        fixture.Cosmos.Faults.Next("batch", new Fault.Hold(first.Task));
        var held = log.SendAsync(Drafts.Message(_channelId, "ann", "2"));
        await fixture.Cosmos.Faults.UntilMetAsync();

        // These two gather behind it, so they are stored and broadcast together.
        fixture.Cosmos.Faults.Next("batch", new Fault.Hold(Task.CompletedTask));
        fixture.Cosmos.Faults.Next("batch", new Fault.Hold(sweep.Task));
        var deletion = log.SendAsync(Drafts.Change(EntryKind.Delete, _channelId, "ann", "3", 1));
        var other = log.SendAsync(Drafts.Message(_channelId, "bob", "4"));
        first.SetResult();

        await held;
        Assert.Equal(9, (await other.WaitAsync(TimeSpan.FromSeconds(20))).Seq);
        Assert.False(deletion.IsCompleted);
        sweep.SetResult();
        Assert.Equal(8, (await deletion).Seq);
        Assert.All(await ReadChangesAsync(), change => Assert.Null(change.Reaction));
    }

    [Fact]
    public async Task A_long_list_of_changes_is_taken_out_page_by_page_and_the_rest_by_the_feed()
    {
        var log = fixture.NewInstance();
        await log.SendAsync(Drafts.Message(_channelId, "ann", "1"));
        await ReactAsync(log, 250);

        var deletion = await log.SendAsync(Drafts.Change(EntryKind.Delete, _channelId, "ann", "2", 1));

        Assert.Equal(150, (await ReadChangesAsync()).Count(change => change.Reaction is not null));
        await new SettleChanges(fixture.Settling(), LogFixture.Guard).SettleAsync([deletion], CancellationToken.None);
        Assert.All(await ReadChangesAsync(), change => Assert.Null(change.Reaction));
    }

    [Fact]
    public async Task What_is_settled_already_costs_the_feed_one_read_for_each_message()
    {
        const int bucketSize = 2;
        var log = fixture.NewInstance(bucketSize);
        await log.SendAsync(Drafts.Message(_channelId, "ann", "1"));
        await log.SendAsync(Drafts.Message(_channelId, "ann", "2"));
        await ReactAsync(log, 20);
        await log.SendAsync(Drafts.Change(EntryKind.Delete, _channelId, "ann", "3", 1));
        var changes = await fixture.Entries(bucketSize).ReadRangeAsync(_channelId, 3, 22, CancellationToken.None);
        Assert.All(changes, change => Assert.True(change.Redacted));

        fixture.Cosmos.Requests.Clear();
        await new SettleChanges(fixture.Settling(bucketSize), LogFixture.Guard).SettleAsync(changes, CancellationToken.None);

        Assert.Single(fixture.Cosmos.Requests.Snapshot());
    }

    private Task<Entry[]> ReactAsync(LogWriters log, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(i =>
        log.SendAsync(Drafts.Change(EntryKind.React, _channelId, $"user{i}", "r", 1, reaction: "👍"))));

    private async Task<List<Entry>> ReadChangesAsync()
    {
        var found = await fixture.Entries().ReadChangesAsync(_channelId, 1, 1, long.MaxValue, 1_000, CancellationToken.None);
        return found.ConvertAll(stored => stored.Entry);
    }
}
