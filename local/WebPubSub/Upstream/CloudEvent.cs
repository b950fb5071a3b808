using System.Globalization;
using System.Net.Http.Headers;
using Chat.Local.WebPubSub.Frames;
using Chat.Local.WebPubSub.Hubs;
using Chat.Local.WebPubSub.Tokens;

namespace Chat.Local.WebPubSub.Upstream;

/// <summary>An event on its way to a handler, in CloudEvents' HTTP binary mode.</summary>
/// <param name="Id">0 for connect, then rising by one per event of the connection. A retry keeps it.</param>
internal sealed record CloudEvent(
    EventKind Kind,
    string Name,
    int Id,
    ConnectionIdentity Source,
    string? State,
    Payload Payload)
{
    public bool IsFor(EventHandlerSettings handler) =>
        Kind == EventKind.User ? handler.TakesUserEvent(Name) : handler.TakesSystemEvent(Name);

    public HttpRequestMessage ToRequest(Uri url, AccessKeys keys, TimeProvider time)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new ReadOnlyMemoryContent(Payload.Bytes),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(
            Payload.ContentType,
            Payload.Type == DataType.Binary ? null : "utf-8");
        foreach (var (name, value) in Headers(keys, time))
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    private IEnumerable<(string Name, string? Value)> Headers(AccessKeys keys, TimeProvider time) =>
        [
            ("ce-specversion", "1.0"),
            ("ce-awpsversion", "1.0"),
            ("ce-type", (Kind == EventKind.User ? "azure.webpubsub.user." : "azure.webpubsub.sys.") + Name),
            ("ce-source", $"/hubs/{Source.Hub.Name}/client/{Source.ConnectionId}"),
            ("ce-id", Id.ToString(CultureInfo.InvariantCulture)),
            (
                "ce-time",
                time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
            ("ce-signature", keys.SignatureOf(Source.ConnectionId)),
            ("ce-connectionId", Source.ConnectionId),
            ("ce-hub", Source.Hub.Name),
            ("ce-eventName", Name),
            ("ce-userId", Source.UserId),
            ("ce-subprotocol", Source.Subprotocol),
            ("ce-connectionState", State),
        ];
}

internal enum EventKind
{
    System,
    User,
}
