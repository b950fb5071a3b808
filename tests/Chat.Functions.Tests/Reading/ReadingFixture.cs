using Azure.Identity;
using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Functions.Reading;
using Chat.Local.Emulation;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Tests.Reading;

/// <summary>A stack whose change feed moves when a test says so, and not by the clock.</summary>
public sealed class ReadingFixture : ChatFixture
{
    public Entries Entries => new(Database, new Buckets(Buckets.FormatSize));

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        HoldFeed();
    }

    /// <summary>Lets the feed bring all entries of a channel, as they stand now.</summary>
    public async Task TrackAsync(string channelId) => await NewTracking().Run(
        await Entries.ReadSelectedAsync(channelId, EntrySelection.All, 0, long.MaxValue, newestFirst: false, 10_000, default), default);

    /// <summary>Changes a document as another part of the product would.</summary>
    public static Task PatchAsync(Container container, string id, string key, string path, object value) =>
        container.PatchItemAsync<object>(id, new PartitionKey(key), [PatchOperation.Set(path, value)]);

    /// <summary>Keeps the stack's own feed away, so that it neither helps nor meets a fault that is planned: whenever it looks,
    /// there is nothing new.</summary>
    public void HoldFeed() => Stack.Cosmos.Faults.Always("changefeed", new Fault.Respond(304));

    private TrackActivity NewTracking() => new(
        new Activities(Database),
        new MentionNotes(Database),
        new UserChannels(Database, TimeProvider.System),
        new Readers(Database),
        TimeProvider.System);
}
