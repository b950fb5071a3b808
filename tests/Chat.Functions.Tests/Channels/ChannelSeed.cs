using Chat.Functions.Channels;
using Chat.Functions.Messages;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Tests.Channels;

/// <summary>What a test does to the database past the functions.</summary>
internal static class ChannelSeed
{
    /// <summary>Adds members to a channel's documents, as if they had joined one by one.</summary>
    public static async Task AddManyAsync(this ChatFixture chat, string channelId, int count)
    {
        var channels = chat.Database.Channels;
        var key = new PartitionKey(channelId);
        foreach (var chunk in Enumerable.Range(0, count).Chunk(100))
        {
            var batch = channels.CreateTransactionalBatch(key);
            foreach (var number in chunk)
            {
                batch.CreateItem(new MemberDocument(channelId, $"extra{number:D5}", MemberRole.Member, DateTimeOffset.UnixEpoch));
            }

            using var response = await batch.ExecuteAsync();
            Assert.True(response.IsSuccessStatusCode, response.ErrorMessage);
        }

        await channels.PatchItemAsync<object>(ChannelDocument.DocumentId, key, [PatchOperation.Increment("/memberCount", count)]);
    }

    public static Task<List<Entry>> ReadLogAsync(this ChatFixture chat, string channelId) =>
        new Entries(chat.Database, new Buckets(Buckets.FormatSize)).ReadRangeAsync(channelId, 1, 1_000, CancellationToken.None);

    public static Task<int> PresentMembersAsync(this ChatFixture chat, string channelId) =>
        new Memberships(chat.Database).CountAsync(channelId, CancellationToken.None);
}
