using System.Text.Json.Nodes;
using Chat.Functions.Channels;
using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Functions.Retention;
using Chat.Functions.Tests.Messages;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Tests.Retention;

/// <summary>A channel whose log is kept for ten days, and the clock that they pass by.</summary>
internal sealed class KeptLog(LogFixture fixture, int bucketSize)
{
    public static readonly TimeSpan Days10 = TimeSpan.FromDays(10);

    /// <summary>Until an entry is surely as old as the retention, whatever the clocks differ.</summary>
    public static readonly TimeSpan Expiry = Days10 + TimeSpan.FromHours(2);

    private int _sent;

    public string ChannelId { get; } = LogFixture.NewChannel();

    public ShiftedTime Time { get; } = new();

    public ChatLimits Limits { get; init; } = new() { RetentionDays = 10, EditWindowSeconds = null };

    public Entries Entries { get; } = fixture.Entries(bucketSize);

    public async Task CreateAsync()
    {
        var roster = new Roster(new ChannelDocument(ChannelId, ChannelKind.Group, "group", Time.GetUtcNow(), "ann"), []);
        Assert.True(await new ChannelStore(fixture.Database).CreateAsync(roster, null, CancellationToken.None));
    }

    /// <summary>Away from where runs of other tests would find it.</summary>
    public Task ForgetAsync() => fixture.Database.Channels.DeleteItemAsync<object>(
        ChannelDocument.DocumentId, new PartitionKey(ChannelId));

    public LogWriters NewInstance(TimeProvider? time = null) =>
        fixture.NewInstance(bucketSize, limits: Limits, time: time ?? Time);

    public async Task SendAsync(LogWriters instance, int messages) => await Task.WhenAll(Enumerable.Range(0, messages).Select(
        _ => instance.SendAsync(Drafts.Message(ChannelId, "ann", $"m{Interlocked.Increment(ref _sent)}"))));

    public Task RunAsync() => new TruncateLog(
        new DueChannels(fixture.Database), NewTruncation(), Options.Create(Limits), Time, NullLogger<TruncateLog>.Instance)
        .RunAsync(CancellationToken.None);

    /// <summary>Both steps, and one in which nothing is left to do.</summary>
    public async Task TruncateAsync()
    {
        for (var run = 0; run < 3; run++)
        {
            await RunAsync();
            Time.Advance(Truncation.Notice);
        }
    }

    public async Task<IReadOnlyList<Entry>> ReadAsync() => await Entries.ReadSelectedAsync(
        ChannelId, EntrySelection.All, 0, long.MaxValue, newestFirst: false, 10_000, CancellationToken.None);

    public async Task<IReadOnlyList<long>> SeqsAsync() => [.. (await ReadAsync()).Select(entry => entry.Seq)];

    /// <summary>The channel's document.</summary>
    public async Task<JsonObject> DocumentAsync() => (await fixture.Database.Channels.FindAsync<JsonObject>(
        ChannelDocument.DocumentId, new PartitionKey(ChannelId), CancellationToken.None))!;

    private Truncation NewTruncation() =>
        new(new DueChannels(fixture.Database), Entries, new Buckets(bucketSize), Time);
}
