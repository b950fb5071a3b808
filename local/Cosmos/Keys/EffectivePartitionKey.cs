using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Chat.Local.Cosmos.Keys;

/// <summary>The place of a partition key on the ring: 32 hexadecimal digits per level, so that a prefix of the key is a
/// prefix of the text. Numbers hash as doubles, which makes 5 and 5.0 one partition.</summary>
internal static class EffectivePartitionKey
{
    public const int DigitsPerLevel = 32;

    public static string Of(IEnumerable<JsonElement> components) => string.Concat(components.Select(OfComponent));

    private static string OfComponent(JsonElement component)
    {
        var (low, high) = Murmur3.Hash(TypedBytes(component));
        Span<byte> hash = stackalloc byte[16];
        // The service reverses the little endian bytes, so the high half comes first, big endian.
        BinaryPrimitives.WriteUInt64BigEndian(hash, high);
        BinaryPrimitives.WriteUInt64BigEndian(hash[8..], low);
        hash[0] &= 0x3F;
        return Convert.ToHexString(hash);
    }

    private static byte[] TypedBytes(JsonElement component)
    {
        switch (component.ValueKind)
        {
            case JsonValueKind.Undefined: return [0x00];
            case JsonValueKind.Null: return [0x01];
            case JsonValueKind.False: return [0x02];
            case JsonValueKind.True: return [0x03];
            case JsonValueKind.Number:
                var number = new byte[9];
                number[0] = 0x05;
                BinaryPrimitives.WriteDoubleLittleEndian(number.AsSpan(1), component.GetDouble());
                return number;
            case JsonValueKind.String: return [0x08, .. Encoding.UTF8.GetBytes(component.GetString()!), 0xFF];
            default: throw CosmosError.BadRequest("A partition key value is a string, number, boolean or null.");
        }
    }
}
