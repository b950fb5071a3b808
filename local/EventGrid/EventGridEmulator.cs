using System.Collections.Concurrent;
using Chat.Local.Emulation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.EventGrid;

/// <summary>A custom topic of Azure Event Grid on 127.0.0.1, for CloudEvents 1.0: publishers by key, subscribers by
/// webhook. What was not delivered when it stops is lost; everything else of the service is answered 501.</summary>
public sealed class EventGridEmulator : IAsyncDisposable
{
    private const string Publish = "publish";

    private readonly EventGridEmulatorOptions _options;
    private readonly UpstreamClient _client = new();
    private readonly DeadLetterOffice _deadLetters;
    private readonly ConcurrentDictionary<string, SubscriptionDelivery> _subscriptions = new();
    private readonly Lock _publishing = new();
    private readonly CancellationTokenSource _stopping = new();
    private EmulatorServer? _server;

    private EventGridEmulator(EventGridEmulatorOptions options) =>
        (_options, _deadLetters) = (options, new DeadLetterOffice(options.DeadLetterFile));

    /// <summary>What publishers take as the topic's endpoint: <c>http://127.0.0.1:…/api/events</c>.</summary>
    public Uri TopicEndpoint => new(_server!.Endpoint, EventGrid.TopicEndpoint.Path);

    /// <summary>The topic's access key.</summary>
    public string Key => _options.Key;

    /// <summary>Requests of publishers: <c>publish</c>, and <c>unsupported</c> for what is answered 501.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>Failures to inject into the operations of <see cref="Requests"/>.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>Attempts to deliver, each under its subscription's name, and <c>validate</c> for handshakes. Status 0
    /// means no answer.</summary>
    public RequestLog Deliveries => _client.Log;

    /// <summary>Failures to inject into the attempts of <see cref="Deliveries"/>.</summary>
    public FaultPlan DeliveryFaults => _client.Faults;

    /// <summary>Events that were given up, the oldest first.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters => _deadLetters.Letters;

    /// <summary>Starts the emulator; returns when it accepts connections.</summary>
    /// <exception cref="PortException">The port is taken, or this user may not use it.</exception>
    public static async Task<EventGridEmulator> StartAsync(
        EventGridEmulatorOptions options, CancellationToken cancellationToken = default)
    {
        var emulator = new EventGridEmulator(options);
        emulator._server = await EmulatorServer.StartAsync(
            "Event Grid emulator", options.Port, emulator.Map, cancellationToken);
        return emulator;
    }

    /// <summary>Adds a subscription; it gets the events that are published from now on. One that is there by this name
    /// stays as it is.</summary>
    public void Subscribe(EventSubscription subscription)
    {
        lock (_publishing)
        {
            if (!_subscriptions.ContainsKey(subscription.Name))
            {
                _subscriptions[subscription.Name] = new SubscriptionDelivery(
                    subscription, new WebhookCalls(_client, _options.Time), _options.Time, _deadLetters.Add, _stopping.Token);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _server!.DisposeAsync();
        _client.Dispose();
        _stopping.Dispose();
    }

    private void Map(WebApplication app)
    {
        var topic = new TopicEndpoint(_options.Key, Take);
        app.UseObservedRequests(Requests, Faults, static context => IsPublish(context) ? Publish : "unsupported", _options.Time);
        app.Run(context => IsPublish(context)
            ? topic.AnswerAsync(context)
            : EventGrid.TopicEndpoint.RefuseAsync(
                context, StatusCodes.Status501NotImplemented, "NotImplemented", "The emulator has a topic and nothing else."));
    }

    private static bool IsPublish(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.Path == EventGrid.TopicEndpoint.Path;

    // Under the lock, so that every subscription has the events in one and the same order.
    private void Take(IReadOnlyList<PublishedEvent> events)
    {
        lock (_publishing)
        {
            foreach (var each in events)
            {
                foreach (var subscription in _subscriptions.Values)
                {
                    subscription.Add(each);
                }
            }
        }
    }
}
