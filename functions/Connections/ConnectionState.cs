using System.Text.Json;
using Chat.Functions.Platform;
using Chat.Functions.Presence;

namespace Chat.Functions.Connections;

/// <summary>What Web PubSub keeps for a connection between its events and gives to each of them, whichever instance answers it.</summary>
/// <param name="Joined">The digest of what the connection has been given.</param>
/// <param name="At">When that was looked up.</param>
/// <param name="HeardAt">The sign of life that is stored; null before the first heartbeat.</param>
public sealed record ConnectionState(
    string Joined, DateTimeOffset At, DateTimeOffset? HeardAt = null, bool Idle = false, DeviceKind? Device = null)
{
    private const string HeaderName = "ce-connectionState";

    /// <summary>Whether a heartbeat is no news: then nothing needs to be read or stored for it.</summary>
    public bool Covers(Heartbeat heartbeat, DateTimeOffset now, TimeSpan persist) =>
        HeardAt is { } heard && now - heard < persist
        && Idle == heartbeat.Idle
        && (heartbeat.Device is null || heartbeat.Device == Device);

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
