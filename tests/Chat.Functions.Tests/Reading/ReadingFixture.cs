using Chat.Functions.Channels;
using Chat.Functions.Messages;
using Chat.Functions.Reading;
using Chat.Functions.Tests.Messages;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Tests.Reading;

/// <summary>A stack whose change feed moves when a test says so, and not by the clock.</summary>
public sealed class ReadingFixture : ChatFixture
{
    public Entries Entries => new(Database, new Buckets(Buckets.FormatSize));

    /// <summary>Lets the feed bring all entries of a channel, as they stand now.</summary>
    public async Task TrackAsync(string channelId) => await NewTracking().TrackAsync(
        await Entries.ReadSelectedAsync(channelId, EntrySelection.All, 0, long.MaxValue, newestFirst: false, 10_000, default), default);

    /// <summary>Changes a document as another part of the product would.</summary>
    public static Task PatchAsync(Container container, string id, string key, string path, object value) =>
        container.PatchItemAsync<object>(id, new PartitionKey(key), [PatchOperation.Set(path, value)]);

    private TrackActivity NewTracking() => new(
        new Activities(Database),
        new MentionNotes(Database),
        new UserChannels(Database, TimeProvider.System),
        new Memberships(Database),
        LogFixture.Guard,
        TimeProvider.System);
}
