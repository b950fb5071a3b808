using System.Text.Json;

namespace Chat.Local.WebPubSub.Upstream;

/// <summary>What a connect handler decides; null members leave the token's word.</summary>
internal sealed record ConnectReply(
    string? UserId = null,
    IReadOnlyList<string>? Groups = null,
    IReadOnlyList<string>? Roles = null,
    string? Subprotocol = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads a successful answer; an empty one decides nothing.</summary>
    /// <exception cref="JsonException">The body is not such an object.</exception>
    public static ConnectReply Read(byte[] body) =>
        body.Length == 0
            ? new ConnectReply()
            : JsonSerializer.Deserialize<ConnectReply>(body, Json) ?? new ConnectReply();
}
