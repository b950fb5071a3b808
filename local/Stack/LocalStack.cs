using System.Net.Http.Headers;
using System.Text.Json;
using Chat.Local.Cosmos;
using Chat.Local.Emulation;
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

    private RunningFunctions? _functions;

    private Uri? _functionsAddress;

    private LocalStack(LocalStackOptions options, DataDirectory? data, StartedParts parts)
    {
        (_options, _data, _parts) = (options, data, parts);
        _keys = data is null ? StackKeys.Create() : StackKeys.Of(data);
    }

    public IdentityProvider Identity { get; private set; } = null!;

    public CosmosEmulator Cosmos { get; private set; } = null!;

    public WebPubSubEmulator WebPubSub { get; private set; } = null!;

    /// <summary>The running functions.</summary>
    /// <exception cref="InvalidOperationException">They are stopped.</exception>
    public RunningFunctions Functions =>
        _functions ?? throw new InvalidOperationException("The functions are stopped.");

    /// <summary>Where the web client is served, or null when it is not.</summary>
    public Uri? Web { get; private set; }

    /// <summary>Starts all parts; returns when the product can be used. When a part fails, those before it are
    /// stopped.</summary>
    /// <exception cref="PortException">One of the ports is taken, or this user may not use it.</exception>
    /// <exception cref="DataDirectoryException">The data directory is in use, not one of ours, or holds data that cannot
    /// be used.</exception>
    /// <exception cref="WebClientMissingException">The web client has not been built.</exception>
    public static async Task<LocalStack> StartAsync(
        LocalStackOptions options, CancellationToken cancellationToken = default)
    {
        var parts = new StartedParts();
        LocalStack? stack = null;
        try
        {
            LoopbackEnvironment.Apply();
            stack = new LocalStack(options, OpenData(options, parts), parts);
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
    public HttpClient ApiFor(string userId, string? name = null)
    {
        var client = new HttpClient { BaseAddress = new Uri(Functions.Address, "api/") };
        var token = Identity.IssueAccessToken(userId, name);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Stops the functions alone: the emulators keep running and keep their connections.</summary>
    public async Task StopFunctionsAsync()
    {
        if (_functions is { } running)
        {
            _functions = null;
            await running.DisposeAsync();
        }
    }

    /// <summary>Starts the functions anew, on the port they had.</summary>
    public async Task StartFunctionsAsync(CancellationToken cancellationToken = default)
    {
        if (_functions is not null)
        {
            throw new InvalidOperationException("The functions are running.");
        }

        var settings = FunctionsSettings.For(this, _keys).Concat(_options.FunctionsArguments);
        var port = _functionsAddress?.Port ?? _options.Ports.Functions;
        _functions = await RunningFunctions.StartAsync(port, settings, Configure, cancellationToken);
        _functionsAddress = _functions.Address;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopFunctionsAsync();
        }
        finally
        {
            await _parts.DisposeAsync();
        }
    }

    private static DataDirectory? OpenData(LocalStackOptions options, StartedParts parts)
    {
        var data = options.DataDirectory is { } path ? DataDirectory.Open(path) : null;
        if (data is not null)
        {
            parts.Add((IDisposable)data);
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
        await StartCosmosAsync(cancellationToken);
        Report("Starting the Web PubSub emulator");
        WebPubSub = _parts.Add(await StartWebPubSubAsync(cancellationToken));
        if (!_options.KeepRequests)
        {
            Cosmos.Requests.Capacity = WebPubSub.Requests.Capacity = WebPubSub.Upstream.Capacity = 0;
        }

        if (_options.ServeWeb)
        {
            Report("Starting the web server");
            var web = _parts.Add(await WebServer.StartAsync(_options.Ports.Web, WebSettings, cancellationToken));
            Web = web.Endpoint;
        }

        Report("Starting the functions");
        await StartFunctionsAsync(cancellationToken);
        WebPubSub.ConfigureHub(Name, new EventHandlerSettings($"{Functions.Address}api/events/{{event}}"));
    }

    private async Task StartCosmosAsync(CancellationToken cancellationToken)
    {
        var options = new CosmosEmulatorOptions
        {
            Port = _options.Ports.Cosmos,
            DataFile = _data?.CosmosFile,
            Key = _keys.Cosmos,
            Time = _options.Time,
        };
        try
        {
            Cosmos = _parts.Add(await CosmosEmulator.StartAsync(options, cancellationToken));
            await Cosmos.CreateContainersAsync(Name, ContainersOfTheProduct());
        }
        catch (CosmosDataException error)
        {
            throw new DataDirectoryException($"{error.Message} --reset deletes the data and starts anew.", error);
        }
    }

    private Task<WebPubSubEmulator> StartWebPubSubAsync(CancellationToken cancellationToken)
    {
        var options = new WebPubSubEmulatorOptions
        {
            Port = _options.Ports.WebPubSub,
            AccessKey = _keys.WebPubSub,
            SecondaryAccessKey = _keys.WebPubSubSecondary,
            Time = _options.Time,
        };
        return WebPubSubEmulator.StartAsync(
            _options.RecoveryWindow is { } window ? options with { RecoveryWindow = window } : options,
            cancellationToken);
    }

    private static JsonElement ContainersOfTheProduct()
    {
        using var stream = typeof(LocalStack).Assembly.GetManifestResourceStream("cosmos-containers.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    private WebSettings? WebSettings() => _functionsAddress is null
        ? null
        : new WebSettings(new Uri(_functionsAddress, "api"), Identity.Issuer, WebPubSub.Endpoint);

    private void Configure(IServiceCollection services)
    {
        services.AddSingleton(_options.Time);
        _options.ConfigureFunctions?.Invoke(services);
    }

    private void Report(string line) => _options.Report?.Invoke(line);
}
