using System.Text.Json;
using System.Text.Json.Nodes;
using Chat.Local.WebPubSub.Frames;
using Chat.Local.WebPubSub.Hubs;
using Chat.Local.WebPubSub.Tokens;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.WebPubSub.Upstream;

/// <summary>The event that asks whether a client may connect, and as whom.</summary>
internal static class ConnectEvent
{
    private static readonly string[] SecretHeaders = ["Authorization", "Cookie"];

    public static CloudEvent Of(ConnectionIdentity source, ClientToken token, HttpContext context)
    {
        var body = new JsonObject
        {
            ["claims"] = Lists(token.Claims.Select(claim => (claim.Key, (IEnumerable<string?>)claim.Value))),
            ["query"] = Lists(
                context
                    .Request.Query.Where(pair => !pair.Key.Equals("access_token", StringComparison.OrdinalIgnoreCase))
                    .Select(pair => (pair.Key, (IEnumerable<string?>)pair.Value))),
            ["headers"] = Lists(
                context
                    .Request.Headers.Where(pair => !SecretHeaders.Contains(pair.Key, StringComparer.OrdinalIgnoreCase))
                    .Select(pair => (pair.Key, (IEnumerable<string?>)pair.Value))),
            ["subprotocols"] = List(context.WebSockets.WebSocketRequestedProtocols),
            ["clientCertificates"] = new JsonArray(),
        };
        var payload = new Payload(DataType.Json, JsonSerializer.SerializeToUtf8Bytes(body));
        return new CloudEvent(EventKind.System, "connect", 0, source, null, payload);
    }

    private static JsonObject Lists(IEnumerable<(string Key, IEnumerable<string?> Values)> pairs) =>
        new(pairs.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, List(pair.Values))));

    private static JsonArray List(IEnumerable<string?> values) =>
        new([.. values.Select(value => JsonValue.Create(value))]);
}
