using System.Net;
using Chat.Functions.Channels;
using Chat.Load.Instances;
using Microsoft.Azure.Cosmos;

namespace Chat.Load;

/// <summary>Channels with members to measure on, as the functions would have stored them.</summary>
internal static class Channels
{
    private static int _made;

    public static string NewId() => ChannelId.OfGroup("load", $"{Interlocked.Increment(ref _made)}");

    public static string Sender(int number) => $"sender-{number}";

    public static async Task AddMembersAsync(Instance instance, string channelId, IEnumerable<string> userIds)
    {
        foreach (var chunk in userIds.Chunk(100))
        {
            using var response = await chunk.Aggregate(
                instance.Channels.CreateTransactionalBatch(new PartitionKey(channelId)),
                (batch, userId) => batch.CreateItem(Member(channelId, userId))).ExecuteAsync();
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw new InvalidOperationException($"The members were not stored: {response.StatusCode}.");
            }
        }
    }

    private static object Member(string channelId, string userId) => new
    {
        Id = "member:" + userId, Type = "member", ChannelId = channelId, UserId = userId, Role = "member",
        JoinedAt = "2026-11-24T09:30:00.000Z",
    };
}
