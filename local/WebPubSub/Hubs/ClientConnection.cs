using System.Security.Cryptography;
using System.Text;
using Chat.Local.WebPubSub.Clients;
using Microsoft.AspNetCore.WebUtilities;

namespace Chat.Local.WebPubSub.Hubs;

/// <summary>A client's connection, which for a reliable client outlives its sockets.</summary>
internal sealed class ClientConnection
{
    private readonly byte[] _reconnectionToken;
    private int _lastEventId;

    public ClientConnection(ConnectionIdentity identity, Permissions permissions, Func<ClientConnection, Link> link)
    {
        Identity = identity;
        Permissions = permissions;
        ReconnectionToken = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        _reconnectionToken = Encoding.ASCII.GetBytes(ReconnectionToken);
        Link = link(this);
    }

    public ConnectionIdentity Identity { get; }

    public string Id => Identity.ConnectionId;

    public string? UserId => Identity.UserId;

    public Hub Hub => Identity.Hub;

    public Permissions Permissions { get; }

    public AckHistory Acks { get; } = new();

    public UserEventQueue Events { get; } = new();

    public Link Link { get; }

    public string ReconnectionToken { get; }

    /// <summary>What the event handlers store with the connection (<c>ce-connectionState</c>).</summary>
    public string? State { get; set; }

    /// <summary>Rises from 1: the connect event was 0.</summary>
    public int NextEventId() => Interlocked.Increment(ref _lastEventId);

    public bool MayRecover(string token) =>
        Subprotocols.IsReliable(Identity.Subprotocol)
        && CryptographicOperations.FixedTimeEquals(_reconnectionToken, Encoding.UTF8.GetBytes(token));
}

/// <summary>Who is connected, where and how: fixed once the connect event is answered.</summary>
internal sealed record ConnectionIdentity(Hub Hub, string ConnectionId, string? UserId, string Subprotocol);
