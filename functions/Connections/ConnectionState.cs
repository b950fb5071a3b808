using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Chat.Functions.Platform;

namespace Chat.Functions.Connections;

/// <summary>What Web PubSub keeps for a connection between its events: which channels <c>connect</c> has joined it to.</summary>
/// <param name="Joined">A digest, since a header could not hold 500 ids.</param>
public sealed record ConnectionState(string Joined)
{
    private const string HeaderName = "ce-connectionState";

    public static ConnectionState Of(IEnumerable<string> channelIds)
    {
        var ids = string.Join('\n', channelIds.Order(StringComparer.Ordinal));
        return new ConnectionState(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ids))));
    }

    /// <summary>Null when there is none, or none of ours: then nothing is known to be joined.</summary>
    public static ConnectionState? Read(HttpRequest request)
    {
        try
        {
            var json = Convert.FromBase64String(UpstreamEvent.Header(request, HeaderName));
            return JsonSerializer.Deserialize<ConnectionState>(json, ChatJson.Options);
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Base64 of a JSON object: the form the service's own libraries use and can read.</summary>
    public void Write(HttpResponse response) => response.Headers[HeaderName] =
        Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(this, ChatJson.Options));
}
