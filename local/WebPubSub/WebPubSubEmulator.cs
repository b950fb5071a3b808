using Chat.Local.Emulation;
using Chat.Local.WebPubSub.Clients;
using Chat.Local.WebPubSub.Hubs;
using Chat.Local.WebPubSub.Rest;
using Chat.Local.WebPubSub.Tokens;
using Chat.Local.WebPubSub.Upstream;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.WebPubSub;

/// <summary>Azure Web PubSub on 127.0.0.1: clients of the two JSON subprotocols, event handlers, REST data plane.
/// See <c>docs/web-pubsub-emulator.md</c> for what it covers and what it refuses.</summary>
public sealed class WebPubSubEmulator : IAsyncDisposable
{
    private readonly WebPubSubEmulatorOptions _options;
    private readonly HubRegistry _hubs = new();
    private readonly UpstreamClient _upstream = new();
    private readonly CancellationTokenSource _stopping = new();
    private EmulatorServer? _server;

    private WebPubSubEmulator(WebPubSubEmulatorOptions options) => _options = options;

    /// <summary>Where clients and REST calls go, for example <c>http://127.0.0.1:8080/</c>.</summary>
    public Uri Endpoint => _server!.Endpoint;

    /// <summary>As the Azure portal shows it: <c>Endpoint=…;AccessKey=…;Version=1.0;</c>.</summary>
    public string ConnectionString =>
        $"Endpoint={Endpoint.GetLeftPart(UriPartial.Authority)};AccessKey={_options.AccessKey};Version=1.0;";

    /// <summary>Calls of the REST data plane, by operation: <c>sendToAll</c>, <c>sendToGroup</c>, <c>sendToUser</c>,
    /// <c>sendToConnection</c>, <c>connectionExists</c>, <c>groupExists</c>, <c>userExists</c>, <c>closeConnection</c>,
    /// <c>closeAllConnections</c>, <c>closeGroupConnections</c>, <c>closeUserConnections</c>,
    /// <c>addConnectionToGroup</c>,
    /// <c>removeConnectionFromGroup</c>, <c>removeConnectionFromAllGroups</c>, <c>addUserToGroup</c>,
    /// <c>removeUserFromGroup</c>, <c>removeUserFromAllGroups</c>, <c>addConnectionsToGroups</c>,
    /// <c>removeConnectionsFromGroups</c>, <c>listConnectionsInGroup</c>, <c>grantPermission</c>,
    /// <c>revokePermission</c>, <c>hasPermission</c>, <c>generateToken</c>, <c>health</c>, <c>unsupported</c>;
    /// and <c>client</c> for a client's WebSocket request.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>Failures to inject into the operations of <see cref="Requests"/>.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>Attempts to deliver an event, each under <c>connect</c>, <c>connected</c>, <c>disconnected</c> or the
    /// user event's name, and <c>validate</c>. The target is the absolute URL; status 0 means no answer.</summary>
    public RequestLog Upstream => _upstream.Log;

    /// <summary>Failures to inject into the attempts of <see cref="Upstream"/>: <see cref="Fault.Respond"/>
    /// pretends the handler's answer, <see cref="Fault.Cut"/> is a network error before the handler was called,
    /// <see cref="Fault.LoseResponse"/> one after it.</summary>
    public FaultPlan UpstreamFaults => _upstream.Faults;

    /// <summary>Starts the emulator; returns when it accepts connections.</summary>
    /// <exception cref="PortTakenException">Another process listens on the port.</exception>
    /// <exception cref="ArgumentException">An access key is too short.</exception>
    public static async Task<WebPubSubEmulator> StartAsync(
        WebPubSubEmulatorOptions options,
        CancellationToken cancellationToken = default)
    {
        var emulator = new WebPubSubEmulator(options);
        var keys = new AccessKeys(options.AccessKey, options.SecondaryAccessKey, options.Time);
        emulator._server = await EmulatorServer.StartAsync(
            "Web PubSub emulator",
            options.Port,
            app => emulator.Map(app, keys),
            cancellationToken);
        return emulator;
    }

    /// <summary>Sets a hub's event handlers in the order in which they are asked, in place of those it had.</summary>
    /// <exception cref="ArgumentException">The hub's name or a URL template is not valid.</exception>
    public void ConfigureHub(string hub, params IReadOnlyList<EventHandlerSettings> eventHandlers)
    {
        if (!Names.IsHub(hub))
        {
            throw new ArgumentException($"'{hub}' is not a hub name.", nameof(hub));
        }

        if (eventHandlers.FirstOrDefault(handler => !handler.HasValidUrl) is { } invalid)
        {
            throw new ArgumentException(
                $"'{invalid.UrlTemplate}' is not an absolute http or https URL.",
                nameof(eventHandlers));
        }

        _hubs[hub].EventHandlers = eventHandlers;
    }

    /// <summary>Cuts the TCP connections of a user's clients, or of all, without a close frame.</summary>
    public void DropSockets(string? userId = null)
    {
        foreach (var connection in _hubs.Connections.Where(connection => userId is null || connection.UserId == userId))
        {
            connection.Link.Drop();
        }
    }

    /// <summary>The groups a connection is in; none when there is no such connection.</summary>
    public IReadOnlyCollection<string> GroupsOf(string hub, string connectionId) =>
        _hubs[hub].Find(connectionId) is { } connection ? _hubs[hub].GroupsOf(connection) : [];

    /// <summary>The ids of a user's connections, those waiting for recovery included.</summary>
    public IReadOnlyCollection<string> ConnectionsOf(string hub, string userId) =>
        [.. _hubs[hub].OfUser(userId).Select(connection => connection.Id)];

    /// <summary>Stops: sockets are cut, no further events are raised.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _server!.DisposeAsync();
        foreach (var connection in _hubs.Connections)
        {
            connection.Link.Dispose();
            connection.Events.Complete();
        }

        _upstream.Dispose();
        _stopping.Dispose();
    }

    private void Map(WebApplication app, AccessKeys keys)
    {
        // The address is known only once the server listens, and events are raised only after that.
        var origin = new Lazy<Uri>(() => Endpoint);
        var validation = new HandlerValidation(_upstream, origin, _options.Time);
        var delivery = new EventDelivery(_upstream, validation, keys, origin, _options.Time, _stopping.Token);
        var events = new ClientEvents(delivery);
        var life = new ConnectionLife(
            events,
            new RecoveryRules(_options.RecoveryWindow, _options.RecoverAfterBareClose),
            _options.Time);
        var clients = new ClientEndpoint(_hubs, new Handshake(keys, _hubs, events), life, _options.Time);

        app.UseObservedRequests(
            Requests,
            Faults,
            static context => context.GetEndpoint()?.Metadata.GetMetadata<Operation>()?.Name,
            _options.Time);
        app.UseRestRules(keys);
        app.UseWebSockets();
        foreach (var pattern in (string[])["/client/hubs/{hub}", "/client"])
        {
            app.Map(pattern, clients.ServeAsync).WithMetadata(new Operation("client"));
        }

        RestApi.Map(app, _hubs, keys, _options.Time);
    }
}
