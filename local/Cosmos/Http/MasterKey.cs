using System.Security.Cryptography;
using System.Text;

namespace Chat.Local.Cosmos.Http;

/// <summary>Checks the signature that the master key makes over every request.</summary>
internal sealed class MasterKey(string key)
{
    private readonly byte[] _key = Convert.FromBase64String(key);

    public void Check(CosmosRequest request)
    {
        var header = Uri.UnescapeDataString(request.Header("authorization") ?? "");
        const string master = "type=master&ver=1.0&sig=";
        if (!header.StartsWith(master, StringComparison.Ordinal))
        {
            throw CosmosError.Unauthorized("The emulator takes requests signed with the master key only.");
        }

        var signature = Encoding.ASCII.GetBytes(header[master.Length..]);
        if (!Links(request).Any(link => CryptographicOperations.FixedTimeEquals(Sign(request, link), signature)))
        {
            throw CosmosError.Unauthorized(
                "The input authorization token can't serve the request. The wrong key is being used, or the date was "
                + "changed.");
        }
    }

    private static IEnumerable<(string Type, string Link)> Links(CosmosRequest request)
    {
        var segments = request.Segments;
        if (segments.Count % 2 == 0)
        {
            return [segments.Count == 0 ? ("", "") : (segments[^2], string.Join('/', segments))];
        }

        var byName = (segments[^1], string.Join('/', segments.SkipLast(1)));
        // A request by resource id signs the last id alone, in lower case.
        return segments.Count > 1 ? [byName, (segments[^1], Lower(segments[^2]))] : [byName];
    }

    private byte[] Sign(CosmosRequest request, (string Type, string Link) resource)
    {
        var date = Lower(request.Header("x-ms-date") ?? "");
        var text = $"{Lower(request.Method)}\n{Lower(resource.Type)}\n{resource.Link}\n{date}\n\n";
        return Encoding.ASCII.GetBytes(Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text))));
    }

#pragma warning disable CA1308 // The protocol signs lower case.
    private static string Lower(string text) => text.ToLowerInvariant();
#pragma warning restore CA1308
}
