using System.Buffers;

namespace Chat.Local.Cosmos.Query;

/// <summary>Collects one page of results as the elements of a JSON array.</summary>
internal sealed class PageWriter(int pageSize)
{
    private const int MaximumBytes = 4 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    public int Count { get; private set; }

    public int Bytes => _buffer.WrittenCount;

    public bool IsFull => Count >= pageSize || Bytes >= MaximumBytes;

    public void Add(ReadOnlySpan<byte> json)
    {
        if (Count++ > 0)
        {
            _buffer.Write(","u8);
        }

        _buffer.Write(json);
    }

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();
}
