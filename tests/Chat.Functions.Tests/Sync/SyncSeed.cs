using Chat.Functions.Channels;
using Chat.Functions.Messages;
using Chat.Functions.Reading;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Functions.Tests.Sync;

/// <summary>Channels as their members and logs would have left them, put into the database past the functions.</summary>
internal static class SyncSeed
{
    /// <summary>A channel with one member.</summary>
    /// <param name="first">The first entry there is.</param>
    /// <param name="last">The last one; 0 for none.</param>
    /// <param name="seen">How far the feed has seen it; null for all.</param>
    public static async Task AddAsync(this ChatFixture chat, string userId, string channelId, long last = 0, long first = 1, long? seen = null)
    {
        var (key, at) = (new PartitionKey(channelId), DateTimeOffset.UnixEpoch);
        using var batch = await chat.Database.Channels.CreateTransactionalBatch(key)
            .CreateItem(new ChannelDocument(channelId, ChannelKind.Group, "Team", at, userId) { MemberCount = 1, FirstSeq = first == 1 ? null : first })
            .CreateItem(new MemberDocument(channelId, userId, MemberRole.Owner, at))
            .ExecuteAsync();
        Assert.True(batch.IsSuccessStatusCode, batch.ErrorMessage);
        await chat.Database.Users.CreateItemAsync(
            new { id = "channel:" + channelId, type = "membership", userId, channelId, kind = "group", joinedAt = at },
            new PartitionKey(userId));
        await chat.AppendAsync(channelId, first, last);
        if ((seen ?? last) is > 0 and var until)
        {
            await chat.Database.Activity.UpsertItemAsync(Activity.Of(Message(channelId, until)), key);
        }
    }

    /// <summary>Entries numbered <paramref name="first"/> to <paramref name="last"/>.</summary>
    public static async Task AppendAsync(this ChatFixture chat, string channelId, long first, long last)
    {
        var buckets = chat.Stack.Functions.Host.Services.GetRequiredService<Buckets>();
        var seqs = Enumerable.Range(0, (int)(last - first + 1)).Select(i => first + i);
        foreach (var together in seqs.GroupBy(buckets.Of).SelectMany(bucket => bucket.Chunk(100)))
        {
            var batch = chat.Database.Messages.CreateTransactionalBatch(buckets.KeyOf(channelId, together[0]));
            foreach (var seq in together)
            {
                batch.CreateItemStream(new MemoryStream(EntryJson.Document(seq, buckets.Of(seq), EntryJson.Encode(Message(channelId, seq)))));
            }

            using var response = await batch.ExecuteAsync();
            Assert.True(response.IsSuccessStatusCode, response.ErrorMessage);
        }
    }

    private static Entry Message(string channelId, long seq) => new(
        channelId, seq, EntryKind.Message, "somebody", $"{seq}", DateTimeOffset.UnixEpoch.AddSeconds(seq), new EntryCounts(seq, 0))
    {
        Text = $"message {seq}",
    };
}
