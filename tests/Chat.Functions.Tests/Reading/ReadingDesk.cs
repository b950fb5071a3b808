using Chat.Functions.Channels;
using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Functions.Presence;
using Chat.Functions.Reading;
using Chat.Functions.Tests.Messages;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Tests.Reading;

/// <summary>A channel with its readers, and the parts of the product that count for them. The test is the change feed.</summary>
internal sealed class ReadingDesk(LogFixture fixture, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    public string ChannelId { get; } = LogFixture.NewChannel();

    public Activities Activities { get; } = new(fixture.Database);

    public MentionNotes Notes { get; } = new(fixture.Database);

    public UserChannels UserChannels { get; } = new(fixture.Database, TimeProvider.System);

    private ChatDatabase Database => fixture.Database;

    /// <summary>A member nobody else has met, as the membership and its projection leave it.</summary>
    public async Task<string> AddAsync(string name)
    {
        var (userId, at, channelId) = ($"{name}-{ChannelId}", "2026-11-24T09:30:00.000Z", ChannelId);
        var key = new PartitionKey(channelId);
        await Database.Channels.UpsertItemAsync(new { id = "channel", type = "channel", channelId, kind = "group", name = "Team" }, key);
        await Database.Channels.CreateItemAsync(
            new { id = "member:" + userId, type = "member", channelId, userId, role = "member", joinedAt = at }, key);
        await Database.Users.CreateItemAsync(
            new { id = "channel:" + channelId, type = "membership", userId, channelId, kind = "group", joinedAt = at },
            new PartitionKey(userId));
        return userId;
    }

    /// <summary>An entry of the log, without a log: for what the feed makes of it.</summary>
    public Entry Message(long seq, params string[] mentions) => new(
        ChannelId, seq, EntryKind.Message, "somebody", $"{seq}", _time.GetUtcNow(), new EntryCounts(seq, 0))
    {
        Text = "hi", Mentions = mentions.Length == 0 ? null : mentions,
    };

    /// <summary>Puts an entry where the log would.</summary>
    public Task StoreAsync(Entry entry) => Database.Messages.CreateItemStreamAsync(
        new MemoryStream(EntryJson.Document(entry.Seq, 0, EntryJson.Encode(entry))), Buckets.Key(entry.ChannelId, 0));

    /// <summary>What the feed brings.</summary>
    public Task TrackAsync(params IReadOnlyList<Entry> entries) =>
        new TrackActivity(Activities, Notes, UserChannels, new Memberships(Database), LogFixture.Guard, _time).TrackAsync(entries, CancellationToken.None);

    public async Task<(long ReadSeq, long Unread, long Mentions)> CountsOfAsync(string userId)
    {
        var list = new ChannelList(
            UserChannels, Notes, Activities, new Memberships(Database), new ChannelStore(Database), fixture.Entries(),
            new PresenceBoard(Database), _time);
        var (channels, _) = await list.ReadAsync(userId, new ChannelListPage(ChatLimits.ListedChannels, null), CancellationToken.None);
        var counts = channels.Select(channel => (channel.ReadSeq, channel.Unread, channel.Mentions)).Single();
        var user = await UserChannels.RequireAsync(userId, ChannelId, CancellationToken.None);
        var alone = await new UnreadCounts(Activities, Notes, fixture.Entries()).CountAsync(user, CancellationToken.None);
        // Whichever way they are asked for.
        Assert.Equal((counts.Unread, counts.Mentions), (alone.Messages, alone.Mentions));
        return counts;
    }
}
