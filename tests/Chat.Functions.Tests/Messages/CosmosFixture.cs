using System.Text.Json;
using Azure.Identity;
using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Local.Cosmos;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Tests.Messages;

/// <summary>The database alone, for the rules that only it can enforce.</summary>
public sealed class CosmosFixture : IAsyncLifetime
{
    private ChatDatabase _database = null!;

    public CosmosEmulator Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Emulator = await CosmosEmulator.StartAsync(new CosmosEmulatorOptions { Key = Convert.ToBase64String(new byte[64]) });
        var containers = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "infra", "cosmos-containers.json"));
        await Emulator.CreateContainersAsync("chat", JsonDocument.Parse(containers).RootElement);
        _database = new ChatDatabase(
            Options.Create(new CosmosSettings { Endpoint = Emulator.Endpoint, Key = Emulator.Key }), new DefaultAzureCredential());
    }

    public async ValueTask DisposeAsync()
    {
        _database.Dispose();
        await Emulator.DisposeAsync();
    }

    public Entries Entries(int bucketSize) => new(_database, new Buckets(bucketSize));

    /// <summary>The log as one more instance of the functions sees it: with heads of its own.</summary>
    public ChannelLog NewLog(int bucketSize, int seed = 0) => new(
        Entries(bucketSize), new Heads(), new Buckets(bucketSize), TimeProvider.System, new Random(seed));
}
