using Chat.Functions.Messages;
using Chat.Functions.Retention;
using Chat.Functions.Tests.Messages;
using Chat.Local.Emulation;

namespace Chat.Functions.Tests.Retention;

/// <summary>An erasure in small buckets, interrupted and repeated: it ends the same.</summary>
public sealed class ErasureWorkTests : IAsyncLifetime
{
    private const int BucketSize = 7;
    private const string Secret = "the secret of ann";

    private readonly LogFixture _fixture = new();
    private readonly List<string> _channels = [];
    private LogWriters _log = null!;

    public async ValueTask InitializeAsync()
    {
        await _fixture.InitializeAsync();
        _log = _fixture.NewInstance(BucketSize);
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Nothing_the_user_wrote_is_in_any_document_and_every_number_is()
    {
        await WriteAsync(channels: 3);

        var done = await Desk().ContinueAsync("e1", "ann");

        Assert.Equal((ErasureState.Done, 3L), (done.State, done.Channels));
        await AssertErasedAsync(done);
    }

    [Fact]
    public async Task An_erasure_finishes_what_another_has_left_half_done()
    {
        var channelId = LogFixture.NewChannel();
        await _log.SendAsync(Drafts.Message(channelId, "bob", "1"));
        await _log.SendAsync(Drafts.Change(EntryKind.React, channelId, "ann", "2", 1, reaction: "👍"));
        _fixture.Cosmos.Faults.Next("patch", new Fault.Hold(Task.CompletedTask));
        _fixture.Cosmos.Faults.Next("patch", new Fault.Respond(500));
        Assert.Null(await Desk().TryContinueAsync("half", "ann"));

        Assert.Equal(ErasureState.Done, (await Desk().ContinueAsync("whole", "ann")).State);

        Assert.Null((await _fixture.Entries(BucketSize).FindAsync(channelId, 1, CancellationToken.None))!.Reactions);
    }

    [Theory]
    [InlineData("query")]
    [InlineData("create")]
    [InlineData("read")]
    [InlineData("batch")]
    [InlineData("patch")]
    [InlineData("replace")]
    public async Task Wherever_it_is_interrupted_a_repeat_ends_in_the_same_receipt(string operation)
    {
        await WriteAsync(channels: 2);
        var (tries, done) = (0, (Erasure?)null);
        for (; done is not { State: ErasureState.Done }; tries++)
        {
            Assert.InRange(tries, 0, 200);
            // It dies before the next of these operations, a little later each time; the one before got no answer, though done.
            _fixture.Cosmos.Faults.Next(operation, new Fault.Hold(Task.CompletedTask), times: tries);
            _fixture.Cosmos.Faults.Next(operation, new Fault.LoseResponse(), times: tries % 2);
            _fixture.Cosmos.Faults.Next(operation, new Fault.Respond(400));
            done = await InterruptedAsync();
            _fixture.Cosmos.Faults.Clear();
        }

        Assert.True(tries > 2, "It was hardly interrupted.");
        await AssertErasedAsync(done);
    }

    [Fact]
    public async Task Two_at_once_end_as_one_does()
    {
        await WriteAsync(channels: 2);

        var both = await Task.WhenAll(Enumerable.Range(0, 3).Select(
            _ => new ErasureDesk(_fixture, BucketSize, _fixture.NewInstance(BucketSize), TimeProvider.System).ContinueAsync("e1", "ann")));

        Assert.All(both, done => Assert.Equal(ErasureState.Done, done.State));
        await AssertErasedAsync(await Desk().ContinueAsync("e1", "ann"));
    }

    [Fact]
    public async Task A_request_ends_when_its_time_is_over_and_the_next_goes_on()
    {
        await WriteAsync(channels: 2);
        var time = new Impatient();

        var (requests, erasure) = (0, (Erasure?)null);
        while (erasure is not { State: ErasureState.Done })
        {
            erasure = await new ErasureDesk(_fixture, BucketSize, _log, time).ContinueAsync("e1", "ann");
            requests++;
        }

        Assert.InRange(requests, 4, 50);
        await AssertErasedAsync(erasure);
    }

    [Fact]
    public async Task A_message_that_many_reacted_to_is_erased_with_all_of_that()
    {
        var channelId = LogFixture.NewChannel();
        await _log.SendAsync(Drafts.Message(channelId, "ann", "1", text: Secret));
        await Task.WhenAll(Enumerable.Range(0, 450).Select(i => _log.SendAsync(
            Drafts.Change(EntryKind.React, channelId, $"user{i}", "r", 1, reaction: "love-ann"))));

        var done = await Desk().ContinueAsync("e1", "ann");

        Assert.Equal(451, done.Entries);
        Assert.DoesNotContain(await Documents.AllAsync(_fixture.Database.Messages), text => text.Contains("love-ann", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_user_writes_afterwards_follows_the_erasure_and_stays()
    {
        await WriteAsync(channels: 1);
        await Desk().ContinueAsync("e1", "ann");
        var later = await _log.SendAsync(Drafts.Message(_channels[0], "ann", "later", text: "I am back"));

        var again = await Desk().ContinueAsync("e1", "ann");

        Assert.Equal(ErasureState.Done, again.State);
        Assert.Equal("I am back", (await _fixture.Entries(BucketSize).FindAsync(_channels[0], later.Seq, CancellationToken.None))!.Text);
    }

    [Fact]
    public async Task A_user_who_wrote_nothing_is_erased_at_once()
    {
        var done = await Desk().ContinueAsync("e1", "nobody");
        Assert.Equal((ErasureState.Done, 0, 0L), (done.State, done.Pages, done.Channels));
    }

    private ErasureDesk Desk() => new(_fixture, BucketSize, _log, TimeProvider.System);

    private async Task<Erasure?> InterruptedAsync()
    {
        try
        {
            return await Desk().ContinueAsync("e1", "ann");
        }
        catch (Exception error) when (error is Microsoft.Azure.Cosmos.CosmosException or HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Ann and Bob write, edit, react and delete, in several buckets.</summary>
    private async Task WriteAsync(int channels)
    {
        for (var channel = 0; channel < channels; channel++)
        {
            var (id, number) = (LogFixture.NewChannel(), 0);
            _channels.Add(id);
            var bobs = await SendAsync(Drafts.Message(id, "bob", $"{number++}", text: "what bob says of @ann"));
            var anns = await SendAsync(Drafts.Message(id, "ann", $"{number++}", text: Secret));
            for (var i = 0; i < 4; i++)
            {
                await SendAsync(Drafts.Change(EntryKind.Edit, id, "ann", $"{number++}", anns, text: $"{Secret} {i}"));
                await SendAsync(Drafts.Change(EntryKind.React, id, "bob", $"{number++}", anns, reaction: "❤"));
                await SendAsync(Drafts.Change(EntryKind.React, id, "ann", $"{number++}", bobs, reaction: $"ann{i}"));
                await SendAsync(Drafts.Message(id, "ann", $"{number++}", text: $"{Secret} {i}"));
            }

            await SendAsync(Drafts.Change(EntryKind.React, id, "bob", $"{number++}", bobs, reaction: "+"));
            await SendAsync(Drafts.Change(EntryKind.Pin, id, "ann", $"{number++}", bobs));
            var gone = await SendAsync(Drafts.Message(id, "ann", $"{number++}", text: Secret));
            await SendAsync(Drafts.Change(EntryKind.Delete, id, "ann", $"{number}", gone));
        }
    }

    private async Task<long> SendAsync(Draft draft) => (await _log.SendAsync(draft)).Seq;

    private async Task AssertErasedAsync(Erasure done)
    {
        Assert.DoesNotContain(
            await Documents.AllAsync(_fixture.Database.Messages),
            text => text.Contains(Secret, StringComparison.Ordinal) || text.Contains("\"ann0\"", StringComparison.Ordinal) || text.Contains('❤', StringComparison.Ordinal));
        var expected = new List<(string, long)>();
        foreach (var id in _channels.Order(StringComparer.Ordinal))
        {
            var log = await _fixture.Entries(BucketSize).ReadRangeAsync(id, 1, 100, CancellationToken.None);
            Assert.Equal(Enumerable.Range(1, 23).Select(seq => (long)seq), log.Select(entry => entry.Seq));
            Assert.Equal((EntryKind.Erase, "ann", "e1"), (log[^1].Kind, log[^1].UserId, log[^1].ClientId));
            Assert.Equal(("what bob says of @ann", true, "bob"), (log[0].Text, log[0].Pinned, Assert.Single(log[0].Reactions!).Value.Single()));
            // All that says something, but the message that was deleted before.
            expected.AddRange(Enumerable.Range(2, 17).Select(seq => (id, (long)seq)));
        }

        Assert.Equal(expected, await Desk().ReceiptAsync("e1"));
        Assert.Equal((expected.Count, _channels.Count), ((int)done.Entries, (int)done.Channels));
    }

    /// <summary>A clock by which every look costs half of a request's time.</summary>
    private sealed class Impatient : TimeProvider
    {
        private int _looks;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + (ErasureWork.Budget / 2 * Interlocked.Increment(ref _looks));
    }
}
