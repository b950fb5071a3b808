using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Chat.Load.Instances;

/// <summary>The base of all comparisons: every message one conditional create of <c>head + 1</c>, in the channel's turn; a
/// conflict reads the tail and tries again. The same membership read, document and broadcast as the product's, straight
/// through the SDK.</summary>
internal sealed class OneAtATime(Instance instance)
{
    private const int MostTries = 10;
    private const int BucketSize = 50_000;

    private readonly ConcurrentDictionary<string, Slot> _slots = new();

    public async Task<long> SendAsync(OutgoingMessage message)
    {
        var permission = RequireMemberAsync(message);
        var slot = _slots.GetOrAdd(message.ChannelId, _ => new Slot());
        await permission;
        var seq = await slot.Turn.RunAsync(() => AppendAsync(slot, message));
        await instance.BroadcastAsync(message.ChannelId, JsonSerializer.SerializeToUtf8Bytes(
            new { Type = "entries", message.ChannelId, Entries = new[] { Document(message, seq) } }, JsonSerializerOptions.Web));
        return seq;
    }

    private async Task RequireMemberAsync(OutgoingMessage message)
    {
        using var member = await instance.Channels.ReadItemStreamAsync(
            "member:" + message.SenderId, new PartitionKey(message.ChannelId));
        member.EnsureSuccessStatusCode();
    }

    private async Task<long> AppendAsync(Slot slot, OutgoingMessage message)
    {
        slot.Head ??= (await ReadTailAsync(message, 0)).Head;
        for (var attempt = 1; attempt <= MostTries; attempt++)
        {
            var seq = slot.Head.Value + 1;
            if (await TryCreateAsync(message, seq))
            {
                slot.Head = seq;
                return seq;
            }

            var (head, own) = await ReadTailAsync(message, slot.Head.Value);
            slot.Head = Math.Max(head, slot.Head.Value);
            if (own is { } earlier)
            {
                return earlier;
            }
        }

        throw new RefusedException(TimeSpan.FromSeconds(1));
    }

    private async Task<bool> TryCreateAsync(OutgoingMessage message, long seq)
    {
        using var document = new MemoryStream(
            JsonSerializer.SerializeToUtf8Bytes(Document(message, seq), JsonSerializerOptions.Web), writable: false);
        var key = new PartitionKeyBuilder().Add(message.ChannelId).Add((double)((seq - 1) / BucketSize)).Build();
        using var response = await instance.Messages.CreateItemStreamAsync(document, key);
        return response.StatusCode == HttpStatusCode.Conflict ? false : response.EnsureSuccessStatusCode().IsSuccessStatusCode;
    }

    private async Task<(long Head, long? Own)> ReadTailAsync(OutgoingMessage message, long known)
    {
        var query = new QueryDefinition(
                "SELECT TOP 20 c.seq, c.senderId, c.clientId FROM c WHERE c.channelId = @c AND (c.seq > @known "
                + "OR (c.senderId = @sender AND c.clientId = @client)) ORDER BY c.seq DESC")
            .WithParameter("@c", message.ChannelId).WithParameter("@known", known)
            .WithParameter("@sender", message.SenderId).WithParameter("@client", message.ClientId);
        using var pages = instance.Messages.GetItemQueryIterator<JsonElement>(query, requestOptions: new QueryRequestOptions
        {
            PartitionKey = new PartitionKeyBuilder().Add(message.ChannelId).Build(),
            EnableOptimisticDirectExecution = true,
        });
        var tail = (await pages.ReadNextAsync()).ToList();
        var own = tail.Find(entry => entry.GetProperty("senderId").ValueEquals(message.SenderId)
            && entry.GetProperty("clientId").ValueEquals(message.ClientId));
        return (
            tail is [var newest, ..] ? newest.GetProperty("seq").GetInt64() : known,
            own.ValueKind == JsonValueKind.Object ? own.GetProperty("seq").GetInt64() : null);
    }

    private static object Document(OutgoingMessage message, long seq) => new
    {
        Id = $"{seq}", Bucket = (seq - 1) / BucketSize, message.ChannelId, Seq = seq, Kind = "message", message.SenderId,
        message.ClientId, CreatedAt = "2026-11-24T09:30:00.000Z", message.Text,
        Counts = new { Messages = seq, ChannelMentions = 0 },
    };

    private sealed class Slot
    {
        public Turn Turn { get; } = new();

        public long? Head { get; set; }
    }
}
