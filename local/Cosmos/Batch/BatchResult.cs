using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Chat.Local.Cosmos.Items;

namespace Chat.Local.Cosmos.Batch;

/// <summary>The HybridRow that answers one operation of a batch.</summary>
internal static class BatchResult
{
    private const int ResultSchema = 0x7FE15471;

    public static byte[] Write(ItemResult result)
    {
        var buffer = new ArrayBufferWriter<byte>();
        RecordIo.Header(buffer, ResultSchema);
        var presence = 0b11 | (result.ETag is null ? 0 : 1 << 2) | (result.Body is null ? 0 : 1 << 3);
        buffer.Write((ReadOnlySpan<byte>)[(byte)presence]);
        RecordIo.Integer(buffer, result.Status);
        RecordIo.Integer(buffer, result.SubStatus);
        if (result.ETag is not null)
        {
            RecordIo.Variable(buffer, Encoding.UTF8.GetBytes(result.ETag));
        }

        if (result.Body is not null)
        {
            RecordIo.Variable(buffer, result.Body);
        }

        // The charge is a float64 (0x10) at path token 6.
        buffer.Write((ReadOnlySpan<byte>)[0x10, 6]);
        BinaryPrimitives.WriteDoubleLittleEndian(buffer.GetSpan(8), result.Charge);
        buffer.Advance(8);
        return buffer.WrittenSpan.ToArray();
    }
}
