using System.Buffers.Binary;

namespace Chat.Local.Cosmos.Storage;

/// <summary>Resource ids in the service's shape. They come from stored numbers only, so they survive restarts,
/// which the change feed's leases rely on.</summary>
internal static class ResourceId
{
    private const uint DatabaseBit = 0x40000000;
    private const uint ContainerBit = 0x80000000;

    public static string OfDatabase(long database) => Encode(Bytes(database)[..4]);

    public static string OfContainer(long database, long container) => Encode(Bytes(database, container)[..8]);

    public static string OfItem(long database, long container, long row) => Encode(Bytes(database, container, row));

    private static byte[] Bytes(long database, long container = 0, long row = 0)
    {
        var id = new byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(id, DatabaseBit | (uint)database);
        BinaryPrimitives.WriteUInt32BigEndian(id.AsSpan(4), ContainerBit | (uint)container);
        BinaryPrimitives.WriteInt64LittleEndian(id.AsSpan(8), row);
        return id;
    }

    private static string Encode(byte[] id) => Convert.ToBase64String(id).Replace('/', '-');
}
