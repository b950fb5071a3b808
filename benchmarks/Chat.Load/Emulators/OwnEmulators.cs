using System.Text.Json;
using Chat.Local.Cosmos;
using Chat.Local.Emulation;
using Chat.Local.WebPubSub;

namespace Chat.Load.Emulators;

/// <summary>The emulators in this process.</summary>
internal sealed class OwnEmulators : IAsyncDisposable
{
    private readonly CosmosEmulator _cosmos;
    private readonly WebPubSubEmulator _webPubSub;

    private OwnEmulators(CosmosEmulator cosmos, WebPubSubEmulator webPubSub) => (_cosmos, _webPubSub) = (cosmos, webPubSub);

    public ServiceAddresses Addresses => new(_cosmos.Endpoint, _webPubSub.Endpoint);

    public static async Task<OwnEmulators> StartAsync(LoadOptions options)
    {
        var cosmos = await CosmosEmulator.StartAsync(new CosmosEmulatorOptions
        {
            Key = ServiceAddresses.CosmosKey,
            Latency = new ServiceLatency
            {
                Read = TimeSpan.FromMilliseconds(options.ReadMs),
                Query = TimeSpan.FromMilliseconds(options.QueryMs),
                Write = TimeSpan.FromMilliseconds(options.WriteMs),
                BatchedOperation = TimeSpan.FromMicroseconds(options.BatchedUs),
            },
        });
        var webPubSub = await WebPubSubEmulator.StartAsync(
            new WebPubSubEmulatorOptions { AccessKey = ServiceAddresses.WebPubSubKey });
        if (options.CallMs > 0)
        {
            webPubSub.Faults.Always("*", new Fault.Delay(TimeSpan.FromMilliseconds(options.CallMs)));
        }

        // Nobody here counts by these logs; the requests are counted where they are made.
        (cosmos.Requests.Capacity, webPubSub.Requests.Capacity, webPubSub.Upstream.Capacity) = (0, 0, 0);
        using var definitions = typeof(OwnEmulators).Assembly.GetManifestResourceStream("cosmos-containers.json")!;
        using var containers = await JsonDocument.ParseAsync(definitions);
        await cosmos.CreateContainersAsync(ServiceAddresses.Database, containers.RootElement);
        return new OwnEmulators(cosmos, webPubSub);
    }

    public async ValueTask DisposeAsync()
    {
        await _cosmos.DisposeAsync();
        await _webPubSub.DisposeAsync();
    }
}
