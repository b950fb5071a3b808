using System.Buffers;
using System.Buffers.Binary;

namespace Chat.Local.Cosmos.Batch;

/// <summary>The frame of a batch: a segment header, then records of length, checksum and row.</summary>
internal static class RecordIo
{
    private const byte HybridRowVersion = 0x81;
    private const int SegmentSchema = 0x7FFFD8F0;
    private const int RecordSchema = 0x7FFFD8F1;
    private const int SegmentLength = 10;
    private const int RecordHeaderLength = 13;

    public static List<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> stream)
    {
        CheckHeader(stream.Span, SegmentSchema, SegmentLength);
        var rows = new List<ReadOnlyMemory<byte>>();
        for (var rest = stream[SegmentLength..]; rest.Length > 0;)
        {
            CheckHeader(rest.Span, RecordSchema, RecordHeaderLength);
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest.Span[5..]);
            var checksum = BinaryPrimitives.ReadUInt32LittleEndian(rest.Span[9..]);
            if (length < 0 || length > rest.Length - RecordHeaderLength)
            {
                throw Malformed("a record is cut off");
            }

            var row = rest.Slice(RecordHeaderLength, length);
            if (Crc32.Of(row.Span) != checksum)
            {
                throw Malformed("a record's checksum is wrong");
            }

            rows.Add(row);
            rest = rest[(RecordHeaderLength + length)..];
        }

        return rows;
    }

    public static byte[] Write(IEnumerable<byte[]> rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Header(buffer, SegmentSchema);
        buffer.Write((ReadOnlySpan<byte>)[1]);
        Integer(buffer, SegmentLength);
        foreach (var row in rows)
        {
            Header(buffer, RecordSchema);
            Integer(buffer, row.Length);
            Integer(buffer, unchecked((int)Crc32.Of(row)));
            buffer.Write(row);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static CosmosError Malformed(string problem) =>
        CosmosError.BadRequest($"The batch is not well formed: {problem}.");

    public static void Header(IBufferWriter<byte> buffer, int schema)
    {
        buffer.Write((ReadOnlySpan<byte>)[HybridRowVersion]);
        Integer(buffer, schema);
    }

    public static void Integer(IBufferWriter<byte> buffer, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer.GetSpan(4), value);
        buffer.Advance(4);
    }

    /// <summary>Text or bytes behind their length, seven bits of it at a time.</summary>
    public static void Variable(IBufferWriter<byte> buffer, ReadOnlySpan<byte> value)
    {
        var length = (uint)value.Length;
        for (; length >= 0x80; length >>= 7)
        {
            buffer.Write((ReadOnlySpan<byte>)[(byte)(length | 0x80)]);
        }

        buffer.Write((ReadOnlySpan<byte>)[(byte)length]);
        buffer.Write(value);
    }

    public static void CheckHeader(ReadOnlySpan<byte> data, int schema, int length)
    {
        if (data.Length < length
            || data[0] != HybridRowVersion
            || BinaryPrimitives.ReadInt32LittleEndian(data[1..]) != schema)
        {
            throw Malformed("an unexpected row header");
        }
    }
}
