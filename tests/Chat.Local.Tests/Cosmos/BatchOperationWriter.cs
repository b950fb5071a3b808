using System.Buffers;
using System.Text;
using Chat.Local.Cosmos.Batch;

namespace Chat.Local.Tests.Cosmos;

/// <summary>Writes the operation of a batch as the SDK does.</summary>
internal static class BatchOperationWriter
{
    public static byte[] Write(this BatchOperation operation)
    {
        var buffer = new ArrayBufferWriter<byte>();
        RecordIo.Header(buffer, BatchOperation.Schema);
        buffer.Write((ReadOnlySpan<byte>)[Presence(operation)]);
        RecordIo.Integer(buffer, (int)operation.Verb);
        RecordIo.Integer(buffer, BatchOperation.ItemResource);
        Text(buffer, operation.PartitionKey);
        Text(buffer, operation.Id);
        if (operation.Body.Length > 0)
        {
            RecordIo.Variable(buffer, operation.Body.Span);
        }

        Sparse(buffer, 9, operation.IfMatch);
        Sparse(buffer, 10, operation.IfNoneMatch);
        if (operation.MinimalReturn)
        {
            buffer.Write((ReadOnlySpan<byte>)[0x03, 12]);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static byte Presence(BatchOperation operation) => (byte)(
        0b11
        | (operation.PartitionKey is null ? 0 : 1 << 2)
        | (operation.Id is null ? 0 : 1 << 4)
        | (operation.Body.Length == 0 ? 0 : 1 << 6));

    private static void Text(IBufferWriter<byte> buffer, string? value)
    {
        if (value is not null)
        {
            RecordIo.Variable(buffer, Encoding.UTF8.GetBytes(value));
        }
    }

    private static void Sparse(IBufferWriter<byte> buffer, byte path, string? value)
    {
        if (value is not null)
        {
            buffer.Write((ReadOnlySpan<byte>)[0x14, path]);
            Text(buffer, value);
        }
    }
}
