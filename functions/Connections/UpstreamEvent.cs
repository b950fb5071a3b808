using Chat.Functions.Platform;

namespace Chat.Functions.Connections;

/// <summary>An event Web PubSub delivers: a CloudEvent in HTTP binary mode. Its headers are to be trusted only after
/// <see cref="EventAuthentication"/>.</summary>
public sealed record UpstreamEvent(string ConnectionId, string UserId)
{
    private const string SystemEventType = "azure.webpubsub.sys.";

    /// <summary>Whether the service itself speaks, and not a client that gave its event the same name.</summary>
    public static bool IsSystemEvent(HttpRequest request) =>
        Header(request, "ce-type").StartsWith(SystemEventType, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="ChatException">The connection belongs to nobody.</exception>
    public static UpstreamEvent Of(HttpRequest request)
    {
        var userId = Header(request, "ce-userId");
        return Users.UserId.IsValid(userId)
            ? new UpstreamEvent(Header(request, "ce-connectionId"), userId)
            : throw ChatException.Unauthenticated("ce-userId", "The connection belongs to no user of this chat.");
    }

    internal static string Header(HttpRequest request, string name) => request.Headers[name].ToString();
}
