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
    public static ConnectReply Read(byte[] body)
    {
        if (body.Length == 0)
        {
            return new ConnectReply();
        }

        var reply = JsonSerializer.Deserialize<ConnectReply>(body, Json) ?? new ConnectReply();

        // The serializer lets a null pass as an element of any list.
        return HasNull(reply.Groups) || HasNull(reply.Roles)
            ? throw new JsonException("A group or role is null.")
            : reply;
    }

    private static bool HasNull(IReadOnlyList<string?>? list) => list?.Contains(null) == true;
}
