using System.Text.Json;
using Chat.Functions.Platform;

namespace Chat.Functions.Messages;

/// <summary>An entry's bytes. It is encoded once: what the database keeps and what is broadcast differ in what stands around.</summary>
public static class EntryJson
{
    private const byte Comma = (byte)',';

    public static byte[] Encode(Entry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, ChatJson.Options);

    /// <summary>Whether what was read as an entry has all that one has.</summary>
    public static bool IsWhole(Entry entry) =>
        entry is { ChannelId: not null, Kind: not null, SenderId: not null, ClientId: not null, Counts: not null, Seq: > 0 };

    /// <summary>The document: the entry, and what the container needs: its number as the id, the second level of its key.</summary>
    public static byte[] Document(long seq, long bucket, ReadOnlySpan<byte> entry)
    {
        Span<byte> start = stackalloc byte[80];
        System.Text.Unicode.Utf8.TryWrite(start, $"{{\"id\":\"{seq}\",\"bucket\":{bucket},", out var length);
        return [.. start[..length], .. entry[1..]];
    }

    /// <summary>The frame that tells a channel of new entries.</summary>
    public static byte[] Frame(string channelId, IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        using var frame = new MemoryStream(entries.Sum(entry => entry.Length + 1) + 128);
        frame.Write("{\"type\":\"entries\",\"channelId\":"u8);
        frame.Write(JsonSerializer.SerializeToUtf8Bytes(channelId, ChatJson.Options));
        frame.Write(",\"entries\":["u8);
        for (var i = 0; i < entries.Count; i++)
        {
            if (i > 0)
            {
                frame.WriteByte(Comma);
            }

            frame.Write(entries[i].Span);
        }

        frame.Write("]}"u8);
        return frame.ToArray();
    }
}
