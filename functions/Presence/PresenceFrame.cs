using System.Text.Json;
using Chat.Functions.Platform;

namespace Chat.Functions.Presence;

/// <summary>The frame that tells of presences: to a user's watchers, or as a snapshot.</summary>
/// <param name="Users">In the order in which they are to be applied.</param>
/// <param name="ChannelId">Whose members they are, in the answer to <c>watch</c>.</param>
public sealed record PresenceFrame(IReadOnlyList<ShownPresence> Users, string? ChannelId = null)
{
    public string Type { get; } = "presence";

    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, ChatJson.Options);
}
