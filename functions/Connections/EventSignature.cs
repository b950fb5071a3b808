using System.Security.Cryptography;
using System.Text;

namespace Chat.Functions.Connections;

/// <summary>The rule of <c>ce-signature</c>: <c>sha256=</c> + hex HMAC-SHA256 of the connection id, one value per access
/// key, separated by commas. It proves which resource sent an event, not what the event says.</summary>
public static class EventSignature
{
    private const string Prefix = "sha256=";

    /// <summary>Whether one of the values was made with one of the keys.</summary>
    public static bool IsValid(string header, string connectionId, IEnumerable<string> keys)
    {
        if (connectionId.Length == 0)
        {
            return false;
        }

        var expected = keys.Select(key => Sign(connectionId, key)).ToList();
        return header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(Decode)
            .Any(given => expected.Exists(wanted => CryptographicOperations.FixedTimeEquals(given, wanted)));
    }

    private static byte[] Sign(string connectionId, string key) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(connectionId));

    private static byte[] Decode(string value)
    {
        var bytes = new byte[HMACSHA256.HashSizeInBytes];
        return value.Length == Prefix.Length + (2 * bytes.Length)
            && value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && Convert.FromHexString(value.AsSpan(Prefix.Length), bytes, out _, out _) == System.Buffers.OperationStatus.Done
                ? bytes
                : [];
    }
}
