using System.Text.Json;
using Chat.Local.Cosmos;
using Microsoft.Azure.Cosmos;

namespace Chat.Local.Tests.Cosmos;

/// <summary>One emulated account with a client for each variant. Every test makes containers of its own in it.</summary>
public sealed class Account : IAsyncLifetime
{
    public const string Key = "bG9jYWwga2V5IGZvciB0ZXN0cyBvbmx5LCBub3QgYSBzZWNyZXQ=";

    private readonly Dictionary<Variant, CosmosClient> _clients = [];
    private int _containers;

    public CosmosEmulator Emulator { get; private set; } = null!;

    public CosmosClient Client(Variant variant) => _clients[variant];

    public static CosmosClient Connect(CosmosEmulator emulator, Variant variant = Variant.Default, string? key = null) =>
        new(emulator.Endpoint.ToString(), key ?? emulator.Key, Options(variant));

    public static CosmosClientOptions Options(Variant variant) => new()
    {
        ConnectionMode = ConnectionMode.Gateway,
        LimitToEndpoint = variant != Variant.DiscoveredEndpoints,
        // Optimistic direct execution is an option of each query; the name tells Wire which variant a client is.
        ApplicationName = variant.ToString(),
        UseSystemTextJsonSerializerWithOptions = new JsonSerializerOptions(JsonSerializerDefaults.Web),
    };

    public static JsonElement Definitions(string json) => JsonElement.Parse(json);

    public async ValueTask InitializeAsync()
    {
        Emulator = await CosmosEmulator.StartAsync(new CosmosEmulatorOptions { Key = Key });
        await Emulator.CreateContainersAsync("chat", Definitions("[]"));
        foreach (var variant in Enum.GetValues<Variant>())
        {
            _clients[variant] = Connect(Emulator, variant);
        }
    }

    public async Task<Container> CreateAsync(Variant variant, ContainerProperties? properties = null)
    {
        properties ??= new ContainerProperties { PartitionKeyPath = "/channelId" };
        properties.Id = $"c{Interlocked.Increment(ref _containers)}";
        var response = await Client(variant).GetDatabase("chat").CreateContainerAsync(properties);
        return response.Container;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        await Emulator.DisposeAsync();
    }
}

/// <summary>An item of the tests.</summary>
public sealed record Message(string Id, string ChannelId, double Seq)
{
    public string? Author { get; init; }

    public string[]? Tags { get; init; }

    public double? Likes { get; init; }

    public int? Ttl { get; init; }
}
