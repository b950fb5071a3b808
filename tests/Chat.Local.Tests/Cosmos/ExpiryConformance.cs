using System.Net;
using Chat.Local.Cosmos;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Time.Testing;
using static Chat.Local.Tests.Cosmos.Wire;

namespace Chat.Local.Tests.Cosmos;

/// <summary>Time to live. The clock is the test's.</summary>
public sealed class ExpiryConformance : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private CosmosEmulator _emulator = null!;
    private CosmosClient _client = null!;

    [Fact, Trait("Item", "55")]
    public async Task An_expired_item_is_gone_from_reads_queries_and_feeds()
    {
        var container = await CreateAsync(defaultTtl: 60);
        await container.CreateItemAsync(new Message("default", "general", 1), In("general"));
        await container.CreateItemAsync(new Message("own", "general", 2) { Ttl = 10 }, In("general"));
        await container.CreateItemAsync(new Message("forever", "general", 3) { Ttl = -1 }, In("general"));
        await AssertLeftAsync(container, 1, 2, 3);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await AssertLeftAsync(container, 1, 3);
        await RefusedAsync(HttpStatusCode.NotFound, () => container.ReadItemAsync<Message>("own", In("general")));
        _clock.Advance(TimeSpan.FromSeconds(50));
        await AssertLeftAsync(container, 3);
    }

    [Fact, Trait("Item", "55")]
    public async Task A_change_starts_the_time_anew_and_an_expired_id_is_free()
    {
        var container = await CreateAsync(defaultTtl: 60);
        await container.CreateItemAsync(new Message("a", "general", 1), In("general"));
        _clock.Advance(TimeSpan.FromSeconds(50));
        await container.PatchItemAsync<Message>("a", In("general"), [PatchOperation.Set("/seq", 2)]);
        _clock.Advance(TimeSpan.FromSeconds(50));
        await AssertLeftAsync(container, 2);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.Created, (await container.UpsertItemAsync(new Message("a", "general", 3))).StatusCode);
    }

    [Fact]
    public async Task Own_times_count_only_where_the_container_has_expiry_on()
    {
        var container = await CreateAsync(defaultTtl: null);
        await container.CreateItemAsync(new Message("own", "general", 1) { Ttl = 10 }, In("general"));
        _clock.Advance(TimeSpan.FromSeconds(20));
        await AssertLeftAsync(container, 1);
        ContainerProperties properties = await container.ReadContainerAsync();
        properties.DefaultTimeToLive = -1;
        await container.ReplaceContainerAsync(properties);
        await AssertLeftAsync(container);
    }

    public async ValueTask InitializeAsync()
    {
        _emulator = await CosmosEmulator.StartAsync(new CosmosEmulatorOptions { Key = Account.Key, Time = _clock });
        _client = Account.Connect(_emulator);
        await _client.CreateDatabaseAsync("chat");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    private async Task<Container> CreateAsync(int? defaultTtl) => await _client.GetDatabase("chat").CreateContainerAsync(
        new ContainerProperties("c", "/channelId") { DefaultTimeToLive = defaultTtl });

    private static async Task AssertLeftAsync(Container container, params double[] seqs)
    {
        Assert.Equal(seqs, (await AllAsync<Message>(container, Sql("SELECT * FROM c ORDER BY c.seq"))).Select(message => message.Seq));
        Assert.Equal(seqs, (await AllAsync<Message>(container, null, In("general"))).Select(message => message.Seq).Order());
    }
}
