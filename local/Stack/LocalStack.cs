using System.Net.Http.Headers;
using System.Net.Http.Json;
using Chat.Local.Azurite;
using Chat.Local.Cosmos;
using Chat.Local.Emulation;
using Chat.Local.EventGrid;
using Chat.Local.FunctionsWorker;
using Chat.Local.Identity;
using Chat.Local.Web;
using Chat.Local.WebPubSub;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Local;

/// <summary>Everything the product needs, in this process and on 127.0.0.1: sign-in, Cosmos DB, Web PubSub, the
/// functions themselves and, when wanted, the web client. The parts speak to each other over HTTP, as they do in
/// Azure.</summary>
#pragma warning disable CA1711 // A stack of services, as everybody calls it, not a collection.
public sealed class LocalStack : IAsyncDisposable
#pragma warning restore CA1711
{
    /// <summary>The database and the hub are both called this.</summary>
    public const string Name = "chat";

    private readonly LocalStackOptions _options;

    private readonly DataDirectory? _data;

    private readonly StackKeys _keys;

    private readonly StartedParts _parts;

    private readonly FunctionsFleet _fleet;

    private readonly string? _timerState;

    private StorageStart? _storage;

    private LocalStack(LocalStackOptions options, DataDirectory? data, StartedParts parts)
    {
        (_options, _data, _parts) = (options, data, parts);
        _keys = data is null ? StackKeys.Create() : StackKeys.Of(data);
        _timerState = data?.TimersDirectory ?? TemporaryTimerState(options, parts);
        _fleet = new FunctionsFleet(
            options, () => FunctionsSettings.For(this, _keys, _timerState), Configure);
    }

    public IdentityProvider Identity { get; private set; } = null!;

    internal bool EventsByIdentity => _options.EventsByIdentity;

    public CosmosEmulator Cosmos { get; private set; } = null!;

    public WebPubSubEmulator WebPubSub { get; private set; } = null!;

    /// <summary>The topic of the product's events.</summary>
    public EventGridEmulator EventGrid { get; private set; } = null!;

    /// <summary>Queues, blobs and tables: the stack's own with a data directory, otherwise an account nobody had before of
    /// the one that all stacks of this process share.</summary>
    public StackStorage Storage { get; private set; } = null!;

    /// <summary>The storage's process, where the stack has its own.</summary>
    internal AzuriteProcess? OwnStorage => _storage?.Own;

    /// <summary>The functions host that is number 0, running in this process.</summary>
    /// <exception cref="InvalidOperationException">It is stopped, or runs in a process of its own.</exception>
    public RunningFunctions Functions => _fleet[0].Current as RunningFunctions
        ?? throw new InvalidOperationException("The functions are stopped, or in a process of their own.");

    /// <summary>The one address of the functions, without the route prefix: of the only host, or of the front that
    /// spreads requests over several.</summary>
    public Uri FunctionsAddress =>
        _fleet.Address ?? throw new InvalidOperationException("The functions were never started.");

    /// <summary>Where the web client is served, or null when it is not.</summary>
    public Uri? Web { get; private set; }

    /// <summary>Starts all parts; returns when the product can be used. When a part fails, those before it are
    /// stopped.</summary>
    /// <exception cref="PortException">One of the ports is taken, or this user may not use it.</exception>
    /// <exception cref="DataDirectoryException">The data directory is in use, not one of ours, or holds data that cannot
    /// be used.</exception>
    /// <exception cref="WebClientMissingException">The web client has not been built.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="FunctionsStartException">A functions host in a process of its own did not come up.</exception>
    /// <exception cref="AzuriteStartException">The storage cannot run.</exception>
    public static async Task<LocalStack> StartAsync(
        LocalStackOptions options, CancellationToken cancellationToken = default)
    {
        if (options.SeparateFunctions && (options.ConfigureFunctions is not null || options.Time != TimeProvider.System))
        {
            throw new ArgumentException("Services and clock reach only functions in this process.", nameof(options));
        }

        var parts = new StartedParts();
        LocalStack? stack = null;
        try
        {
            LoopbackEnvironment.Apply();
            stack = new LocalStack(options, await OpenDataAsync(options, parts, cancellationToken), parts);
            await stack.StartPartsAsync(cancellationToken);
            return stack;
        }
        catch
        {
            await (stack?.DisposeAsync() ?? parts.DisposeAsync());
            throw;
        }
    }

    /// <summary>A client of the functions' API (its base address ends in <c>/api/</c>), signed in for an
    /// hour.</summary>
    public HttpClient ApiFor(string userId, string? name = null) => ApiAt(FunctionsAddress, userId, name);

    /// <summary>As <see cref="ApiFor"/>, of one functions host, past the address that all share.</summary>
    /// <param name="instance">From 0.</param>
    public HttpClient ApiOf(int instance, string userId, string? name = null) =>
        ApiAt(AddressOf(instance), userId, name);

    /// <summary>Where one functions host listens, or did before it was stopped.</summary>
    /// <param name="instance">From 0.</param>
    public Uri AddressOf(int instance) =>
        _fleet[instance].Address ?? throw new InvalidOperationException("The functions were never started.");

    /// <summary>The process of a functions host that has one of its own.</summary>
    /// <exception cref="InvalidOperationException">It has none, or is stopped.</exception>
    public int ProcessOf(int instance) => _fleet[instance].Current is ChildFunctions child
        ? child.ProcessId
        : throw new InvalidOperationException("The functions are stopped, or in the stack's own process.");

    /// <summary>Runs a timer function now, on one of the hosts; returns when it has begun.</summary>
    public async Task FireTimerAsync(string function, CancellationToken cancellationToken = default)
    {
        using var http = new HttpClient { BaseAddress = FunctionsAddress };
        using var answer = await http.PostAsJsonAsync($"admin/functions/{function}", new { }, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Stops the functions alone, all hosts: the emulators keep running and keep their connections.</summary>
    public Task StopFunctionsAsync() => _fleet.StopAsync();

    /// <summary>Stops one functions host in order; the others go on.</summary>
    public Task StopFunctionsAsync(int instance) => _fleet[instance].StopAsync();

    /// <summary>Kills one functions host with SIGKILL; returns when it is gone. It stays so until it is started.</summary>
    /// <exception cref="InvalidOperationException">It is stopped, or in the stack's own process.</exception>
    public Task KillFunctionsAsync(int instance) => _fleet[instance].KillAsync();

    /// <summary>Starts the functions hosts that are stopped, on the ports they had.</summary>
    /// <exception cref="InvalidOperationException">All are running.</exception>
    public Task StartFunctionsAsync(CancellationToken cancellationToken = default) => _fleet.StartAsync(cancellationToken);

    /// <summary>Starts one functions host, on the port it had.</summary>
    /// <exception cref="InvalidOperationException">It is running.</exception>
    public Task StartFunctionsAsync(int instance, CancellationToken cancellationToken = default) =>
        _fleet[instance].StartAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _fleet.DisposeAsync();
        }
        finally
        {
            await _parts.DisposeAsync();
        }
    }

    /// <summary>The functions of the product.</summary>
    internal IReadOnlyList<FunctionListing> ListFunctions() => _fleet.List();

    private HttpClient ApiAt(Uri address, string userId, string? name)
    {
        var client = new HttpClient { BaseAddress = new Uri(address, "api/") };
        var token = Identity.IssueAccessToken(userId, name);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    // One host that is forgotten with the stack needs nobody to agree with, and nothing to remember.
    private static string? TemporaryTimerState(LocalStackOptions options, StartedParts parts)
    {
        if (options.Instances == 1)
        {
            return null;
        }

        var directory = Directory.CreateTempSubdirectory("chat-timers-");
        parts.Add(() => directory.Delete(recursive: true));
        return directory.FullName;
    }

    private static async Task<DataDirectory?> OpenDataAsync(
        LocalStackOptions options, StartedParts parts, CancellationToken cancellationToken)
    {
        var data = options.DataDirectory is { } path ? DataDirectory.Open(path) : null;
        if (data is not null)
        {
            parts.Add((IDisposable)data);
            await AzuriteMark.UntilGoneAsync(data.StorageDirectory, cancellationToken);
        }

        // After the lock, which tells best that this very stack runs already, and before anything is deleted.
        PortCheck.RefuseUnusable(options.Ports);
        if (options.Reset && data is not null)
        {
            options.Report?.Invoke("Deleting the data of earlier runs");
            data.Reset();
        }

        return data;
    }

    private async Task StartPartsAsync(CancellationToken cancellationToken)
    {
        var emulators = new StackEmulators(_options, _data, _keys);

        // The slowest part, so it starts beside the others.
        Report("Starting the storage");
        _storage = _parts.Add(new StorageStart(_options, _data?.StorageDirectory, _keys.Storage, cancellationToken));
        Report("Starting the sign-in");
        Identity = _parts.Add(await IdentityProvider.StartAsync(
            new()
            {
                Port = _options.Ports.Identity,
                SigningKey = SigningKey.FromPem(_keys.IdentityPem),
                Time = _options.Time,
            },
            cancellationToken));
        Report("Starting the Cosmos DB emulator");
        Cosmos = await emulators.StartCosmosAsync(_parts, cancellationToken);
        Report("Starting the Web PubSub emulator");
        WebPubSub = await emulators.StartWebPubSubAsync(_parts, cancellationToken);
        Report("Starting the Event Grid emulator");
        EventGrid = await emulators.StartEventGridAsync(_parts, cancellationToken);
        if (!_options.KeepRequests)
        {
            Cosmos.Requests.Capacity = WebPubSub.Requests.Capacity = WebPubSub.Upstream.Capacity =
                EventGrid.Requests.Capacity = EventGrid.Deliveries.Capacity = 0;
        }

        if (_options.ServeWeb)
        {
            Report("Starting the web server");
            var web = _parts.Add(await WebServer.StartAsync(_options.Ports.Web, WebSettings, cancellationToken));
            Web = web.Endpoint;
        }

        Storage = await _storage.Started;
        Report("Starting the functions");
        await StartFunctionsAsync(cancellationToken);
        WebPubSub.ConfigureHub(Name, new EventHandlerSettings($"{FunctionsAddress}api/events/{{event}}")
        {
            IdentityToken = EventsByIdentity ? () => EventIdentity.Token(Identity) : null,
        });
        SubscribeFunctions();
    }

    // In Azure a hook creates them after each deployment.
    private void SubscribeFunctions()
    {
        foreach (var function in ListFunctions().Where(function => function.Trigger == "eventGridTrigger"))
        {
            EventGrid.Subscribe(new EventSubscription(function.Name, new Uri(FunctionsAddress, function.Route)));
        }
    }

    private WebSettings? WebSettings() => _fleet.Address is { } functions
        ? new WebSettings(new Uri(functions, "api"), Identity.Issuer, WebPubSub.Endpoint)
        : null;

    private void Configure(IServiceCollection services)
    {
        services.AddSingleton(_options.Time);
        _options.ConfigureFunctions?.Invoke(services);
    }

    private void Report(string line) => _options.Report?.Invoke(line);
}
