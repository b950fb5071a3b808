using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Chat.Load.Instances;

/// <summary>What a message costs in the SDKs alone: the same requests with documents and frames that are made already. The
/// functions cannot be cheaper; what they need above it is their own.</summary>
internal sealed class SdkFloor(Instance instance, string channelId, string memberId, string text)
{
    // Ten digits from the beginning, so that a number can be written over another one.
    private const long First = 1_000_000_000;
    private const int Digits = 10;
    private const int Bucket = 7;

    private readonly PartitionKey _bucket = new PartitionKeyBuilder().Add(channelId).Add((double)Bucket).Build();
    private readonly PartitionKey _channel = new(channelId);
    private readonly byte[] _document = Encoding.UTF8.GetBytes(Document(channelId, memberId, text));
    private readonly Dictionary<int, byte[]> _frames = [];
    private long _next = First;

    /// <summary>One message: membership, create, broadcast.</summary>
    public async Task SendAsync()
    {
        await ReadMemberAsync();
        await CreateAsync();
        await BroadcastAsync(1);
    }

    /// <summary>Several at once: as many memberships, one batch, one broadcast.</summary>
    public async Task SendTogetherAsync(int count)
    {
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => ReadMemberAsync()));
        await CreateTogetherAsync(count);
        await BroadcastAsync(count);
    }

    public async Task CreateTogetherAsync(int count)
    {
        var batch = instance.Messages.CreateTransactionalBatch(_bucket);
        for (var index = 0; index < count; index++)
        {
            batch.CreateItemStream(NextDocument());
        }

        using var response = await batch.ExecuteAsync();
        Require(response.IsSuccessStatusCode, response.ErrorMessage);
    }

    public async Task ReadMemberAsync()
    {
        using var response = await instance.Channels.ReadItemStreamAsync("member:" + memberId, _channel);
        Require(response.IsSuccessStatusCode, response.ErrorMessage);
    }

    public async Task CreateAsync()
    {
        using var document = NextDocument();
        using var response = await instance.Messages.CreateItemStreamAsync(document, _bucket);
        Require(response.IsSuccessStatusCode, response.ErrorMessage);
    }

    public Task BroadcastAsync(int entries) => instance.BroadcastAsync(channelId, FrameOf(entries));

    private byte[] FrameOf(int entries)
    {
        if (!_frames.TryGetValue(entries, out var frame))
        {
            frame = _frames[entries] = JsonSerializer.SerializeToUtf8Bytes(
                new { Type = "entries", ChannelId = channelId, Entries = Enumerable.Repeat(JsonElement.Parse(_document), entries) },
                JsonSerializerOptions.Web);
        }

        return frame;
    }

    private MemoryStream NextDocument()
    {
        var document = _document.ToArray();
        var number = Interlocked.Increment(ref _next);
        ReadOnlySpan<byte> placeholder = "1000000000"u8;
        for (var at = document.AsSpan().IndexOf(placeholder); at >= 0; at = document.AsSpan().IndexOf(placeholder))
        {
            Utf8Formatter.TryFormat(number, document.AsSpan(at, Digits), out _);
        }

        return new MemoryStream(document, writable: false);
    }

    private static void Require(bool succeeded, string? problem)
    {
        if (!succeeded)
        {
            throw new InvalidOperationException($"The service refused: {problem}");
        }
    }

    private static string Document(string channelId, string memberId, string text) => $$$"""
        {"id":"{{{First}}}","bucket":{{{Bucket}}},"channelId":"{{{channelId}}}","seq":{{{First}}},"kind":"message","senderId":"{{{memberId}}}","clientId":"{{{First}}}","createdAt":"2026-11-24T09:30:00.000Z","text":"{{{text}}}","counts":{"messages":{{{First}}},"channelMentions":0}}
        """;
}
