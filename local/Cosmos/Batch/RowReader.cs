using System.Buffers.Binary;
using System.Text;

namespace Chat.Local.Cosmos.Batch;

/// <summary>Reads the fields of a HybridRow in order.</summary>
internal ref struct RowReader(ReadOnlyMemory<byte> row)
{
    private int _at;

    public readonly bool AtEnd => _at == row.Length;

    public byte Byte() => Take(1).Span[0];

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4).Span);

    public double Float64() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8).Span);

    public string Text() => Encoding.UTF8.GetString(Binary().Span);

    public ReadOnlyMemory<byte> Binary() => Take(checked((int)VarUInt()));

    public uint VarUInt()
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var octet = Byte();
            value |= (uint)(octet & 0x7F) << shift;
            if (octet < 0x80)
            {
                return value;
            }
        }

        throw RecordIo.Malformed("a length is too long");
    }

    private ReadOnlyMemory<byte> Take(int length)
    {
        if (length < 0 || length > row.Length - _at)
        {
            throw RecordIo.Malformed("a row is cut off");
        }

        _at += length;
        return row.Slice(_at - length, length);
    }
}
