using System.Collections.Concurrent;
using System.Net;
using Chat.Local.Cosmos;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Time.Testing;
using static Chat.Local.Tests.Cosmos.Wire;

namespace Chat.Local.Tests.Cosmos;

/// <summary>The feed of latest versions.</summary>
public sealed class ChangeFeedConformance(Account account) : IClassFixture<Account>
{
    [Theory, EveryVariant, Trait("Item", "51")]
    public async Task The_feed_from_the_beginning_has_every_item_once_and_goes_on(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        await FillAsync(container, "general", 7);
        await container.PatchItemAsync<Message>("general-002", In("general"), [PatchOperation.Set("/likes", 1)]);
        await container.DeleteItemAsync<Message>("general-003", In("general"));
        var (seqs, token) = await ReadAsync(container, ChangeFeedStartFrom.Beginning(), 3);
        Assert.Equal([1, 4, 5, 6, 7, 2], seqs);
        await container.CreateItemAsync(NewMessage("random", 8), In("random"));
        var (more, _) = await ReadAsync(container, ChangeFeedStartFrom.ContinuationToken(token), 3);
        Assert.Equal([8], more);
    }

    [Theory, EveryVariant]
    public async Task A_page_never_ends_inside_a_batch(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        var batch = Enumerable.Range(1, 5).Aggregate(
            container.CreateTransactionalBatch(In("general")), (all, seq) => all.CreateItem(NewMessage("general", seq)));
        using var response = await batch.ExecuteAsync();
        await container.CreateItemAsync(NewMessage("general", 6), In("general"));
        using var feed = container.GetChangeFeedIterator<Message>(
            ChangeFeedStartFrom.Beginning(), ChangeFeedMode.Incremental, new ChangeFeedRequestOptions { PageSizeHint = 2 });
        Assert.Equal([1, 2, 3, 4, 5], (await feed.ReadNextAsync()).Select(message => message.Seq));
        Assert.Equal([6], (await feed.ReadNextAsync()).Select(message => message.Seq));
    }

    [Theory, EveryVariant, Trait("Item", "52")]
    public async Task A_partition_s_feed_has_no_foreign_items(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        await FillAsync(container, "general", 2);
        await FillAsync(container, "random", 3);
        var range = FeedRange.FromPartitionKey(In("random"));
        var (seqs, _) = await ReadAsync(container, ChangeFeedStartFrom.Beginning(range), 10);
        Assert.Equal([1, 2, 3], seqs);
    }

    [Theory, EveryVariant]
    public async Task The_feed_of_a_hierarchical_prefix_has_all_its_buckets(Variant variant)
    {
        var container = await account.CreateAsync(variant, new ContainerProperties { PartitionKeyPaths = ["/channelId", "/seq"] });
        foreach (var message in new[] { NewMessage("general", 1), NewMessage("random", 2), NewMessage("general", 3) })
        {
            await container.CreateItemAsync(message);
        }

        var range = FeedRange.FromPartitionKey(new PartitionKeyBuilder().Add("general").Build());
        var (seqs, _) = await ReadAsync(container, ChangeFeedStartFrom.Beginning(range), 1);
        Assert.Equal([1, 3], seqs);
    }

    [Theory, EveryVariant, Trait("Item", "53")]
    public async Task The_feed_from_now_has_only_what_comes_later(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        await FillAsync(container, "general", 2);
        var (none, token) = await ReadAsync(container, ChangeFeedStartFrom.Now(), 10);
        Assert.Empty(none);
        await container.CreateItemAsync(NewMessage("general", 3), In("general"));
        var (one, _) = await ReadAsync(container, ChangeFeedStartFrom.ContinuationToken(token), 10);
        Assert.Equal([3], one);
    }

    [Fact, Trait("Item", "53")]
    public async Task The_feed_from_a_time_has_what_was_changed_since()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using var emulator = await CosmosEmulator.StartAsync(new CosmosEmulatorOptions { Key = Account.Key, Time = clock });
        using var client = Account.Connect(emulator);
        Database database = await client.CreateDatabaseAsync("chat");
        Container container = await database.CreateContainerAsync("log", "/channelId");
        await container.CreateItemAsync(NewMessage("general", 1), In("general"));
        clock.Advance(TimeSpan.FromMinutes(1));
        var since = clock.GetUtcNow().UtcDateTime;
        await container.CreateItemAsync(NewMessage("general", 2), In("general"));
        var (seqs, _) = await ReadAsync(container, ChangeFeedStartFrom.Time(since), 10);
        Assert.Equal([2], seqs);
    }

    [Theory, EveryVariant, Trait("Item", "54")]
    public async Task The_processor_delivers_what_was_there_and_what_comes(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        var leases = await account.CreateAsync(variant, new ContainerProperties { PartitionKeyPath = "/id" });
        await FillAsync(container, "general", 3);
        var seen = new ConcurrentDictionary<double, int>();
        var (three, four) = (new TaskCompletionSource(), new TaskCompletionSource());
        var errors = new ConcurrentQueue<Exception>();
        var processor = container
            .GetChangeFeedProcessorBuilder<Message>("test", (_, changes, _) =>
            {
                foreach (var message in changes)
                {
                    seen.AddOrUpdate(message.Seq, 1, (_, times) => times + 1);
                }

                (seen.Count == 3 ? three : seen.Count == 4 ? four : new TaskCompletionSource()).TrySetResult();
                return Task.CompletedTask;
            })
            .WithErrorNotification((_, error) =>
            {
                errors.Enqueue(error);
                return Task.CompletedTask;
            })
            .WithInstanceName("one")
            .WithLeaseContainer(leases)
            .WithPollInterval(TimeSpan.FromMilliseconds(50))
            .WithStartTime(DateTime.MinValue.ToUniversalTime())
            .Build();
        await processor.StartAsync();
        await three.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await container.CreateItemAsync(NewMessage("random", 4), In("random"));
        await four.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await processor.StopAsync();
        Assert.Equal([1, 2, 3, 4], seen.Keys.Order());
        Assert.All(seen.Values, times => Assert.Equal(1, times));
        Assert.Empty(errors);
    }

    [Theory, EveryVariant, Trait("Item", "63")]
    public async Task The_feed_of_all_versions_is_refused(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        using var feed = container.GetChangeFeedIterator<ChangeFeedItem<Message>>(
            ChangeFeedStartFrom.Now(), ChangeFeedMode.AllVersionsAndDeletes);
        await RefusedAsync(HttpStatusCode.BadRequest, () => feed.ReadNextAsync());
    }

    private static async Task<(List<double> Seqs, string Token)> ReadAsync(Container container, ChangeFeedStartFrom start, int pageSize)
    {
        using var feed = container.GetChangeFeedIterator<Message>(
            start, ChangeFeedMode.Incremental, new ChangeFeedRequestOptions { PageSizeHint = pageSize });
        var seqs = new List<double>();
        while (true)
        {
            var page = await feed.ReadNextAsync();
            if (page.StatusCode == HttpStatusCode.NotModified)
            {
                return (seqs, page.ContinuationToken);
            }

            seqs.AddRange(page.Select(message => message.Seq));
        }
    }
}
