using System.Text.Json;
using Azure.Core.Pipeline;
using Azure.Identity;
using Chat.Functions.Connections;
using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Local.Cosmos;
using Chat.Local.WebPubSub;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Tests.Messages;

/// <summary>The database and Web PubSub alone, for the rules that only they can enforce.</summary>
public sealed class LogFixture : IAsyncLifetime
{
    private const string Key = "a key for the tests, long enough for it";

    public static FeedGuard Guard { get; } = new(NullLogger<FeedGuard>.Instance);

    public CosmosEmulator Cosmos { get; private set; } = null!;

    public WebPubSubEmulator WebPubSub { get; private set; } = null!;

    public ChatDatabase Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Cosmos = await CosmosEmulator.StartAsync(new CosmosEmulatorOptions { Key = Convert.ToBase64String(new byte[64]) });
        var containers = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "infra", "cosmos-containers.json"));
        await Cosmos.CreateContainersAsync("chat", JsonDocument.Parse(containers).RootElement);
        Database = new ChatDatabase(
            Options.Create(new CosmosSettings { Endpoint = Cosmos.Endpoint, Key = Cosmos.Key }), new DefaultAzureCredential());
        WebPubSub = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { AccessKey = Key });
        WebPubSub.ConfigureHub("chat");
    }

    public async ValueTask DisposeAsync()
    {
        Database.Dispose();
        await Cosmos.DisposeAsync();
        await WebPubSub.DisposeAsync();
    }

    public static string NewChannel() => "c" + Guid.NewGuid().ToString("N");

    public Entries Entries(int bucketSize = Buckets.FormatSize) => new(Database, new Buckets(bucketSize));

    public Settling Settling(int bucketSize = Buckets.FormatSize) => new(Entries(bucketSize), new Buckets(bucketSize));

    /// <summary>The log as one more instance of the functions sees it: with heads and a queue of its own.</summary>
    public LogWriters NewInstance(
        int bucketSize = Buckets.FormatSize, int seed = 0, ChatLimits? limits = null, TimeProvider? time = null)
    {
        var clock = time ?? TimeProvider.System;
        var log = new ChannelLog(Entries(bucketSize), new Buckets(bucketSize), Options.Create(limits ?? new ChatLimits()), clock);
        return new LogWriters(log, new Delivery(Settling(bucketSize), NewHub()), clock, new Random(seed));
    }

    private WebPubSubHub NewHub()
    {
        var endpoint = new WebPubSubSettings.EndpointSettings { Endpoint = WebPubSub.Endpoint, Key = Key };
        return new WebPubSubHub(
            Options.Create(new WebPubSubSettings { Hub = "chat", Endpoints = [endpoint] }),
            new DefaultAzureCredential(),
            HttpClientTransport.Shared,
            TimeProvider.System);
    }
}
