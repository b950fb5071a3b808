using System.Collections.ObjectModel;
using System.Net;
using Chat.Local.Cosmos;
using Chat.Local.Emulation;
using Microsoft.Azure.Cosmos;
using static Chat.Local.Tests.Cosmos.Wire;

namespace Chat.Local.Tests.Cosmos;

/// <summary>The account, its databases and containers, its key and its faults.</summary>
public sealed class AccountConformance(Account account) : IClassFixture<Account>
{
    [Theory, EveryVariant, Trait("Item", "1")]
    public async Task The_account_is_strongly_consistent_as_the_product_needs_it(Variant variant)
    {
        var read = await account.Client(variant).ReadAccountAsync();
        Assert.Equal(ConsistencyLevel.Strong, read.Consistency.DefaultConsistencyLevel);
    }

    [Theory, EveryVariant, Trait("Item", "2"), Trait("Item", "67")]
    public async Task A_database_is_created_once_and_deleted_with_its_containers(Variant variant)
    {
        var client = account.Client(variant);
        var id = $"db-{variant}";
        Assert.Equal(HttpStatusCode.Created, (await client.CreateDatabaseIfNotExistsAsync(id)).StatusCode);
        var again = await client.CreateDatabaseIfNotExistsAsync(id);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        await RefusedAsync(HttpStatusCode.Conflict, () => client.CreateDatabaseAsync(id));
        var container = (await again.Database.CreateContainerAsync("c", "/channelId")).Container;
        await container.CreateItemAsync(NewMessage("general", 1), In("general"));
        Assert.Equal(HttpStatusCode.NoContent, (await container.DeleteContainerAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await again.Database.DeleteAsync()).StatusCode);
        await RefusedAsync(HttpStatusCode.NotFound, () => again.Database.ReadAsync());
    }

    [Theory, EveryVariant, Trait("Item", "3"), Trait("Item", "62")]
    public async Task A_container_echoes_its_definition(Variant variant)
    {
        var properties = new ContainerProperties($"echo-{variant}", "/channelId")
        {
            DefaultTimeToLive = -1,
            UniqueKeyPolicy = new UniqueKeyPolicy { UniqueKeys = { new UniqueKey { Paths = { "/author" } } } },
        };
        properties.IndexingPolicy.CompositeIndexes.Add(new Collection<CompositePath>
        {
            new() { Path = "/author", Order = CompositePathSortOrder.Ascending },
            new() { Path = "/seq", Order = CompositePathSortOrder.Descending },
        });
        var database = account.Client(variant).GetDatabase("chat");
        var created = await database.CreateContainerIfNotExistsAsync(properties);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await database.CreateContainerIfNotExistsAsync(properties)).StatusCode);
        var read = (await created.Container.ReadContainerAsync()).Resource;
        Assert.Equal(("/channelId", -1), (read.PartitionKeyPath, read.DefaultTimeToLive));
        Assert.Equal("/author", read.UniqueKeyPolicy.UniqueKeys[0].Paths[0]);
        Assert.Equal(CompositePathSortOrder.Descending, read.IndexingPolicy.CompositeIndexes[0][1].Order);

        read.DefaultTimeToLive = 60;
        var replaced = await created.Container.ReplaceContainerAsync(read);
        Assert.Equal((HttpStatusCode.OK, 60), (replaced.StatusCode, replaced.Resource.DefaultTimeToLive));
        Assert.Null(await created.Container.ReadThroughputAsync());
    }

    [Fact, Trait("Item", "64")]
    public async Task Databases_and_containers_are_listed_and_found()
    {
        await using var emulator = await CosmosEmulator.StartAsync(new CosmosEmulatorOptions { Key = Account.Key });
        using var client = Account.Connect(emulator);
        await emulator.CreateContainersAsync("one", Account.Definitions("""[{"id":"a","partitionKey":{"paths":["/x"]}},{"id":"b","partitionKey":{"paths":["/x"]}}]"""));
        await emulator.CreateContainersAsync("two", Account.Definitions("[]"));
        using var databases = client.GetDatabaseQueryIterator<DatabaseProperties>();
        Assert.Equal(["one", "two"], (await databases.ReadNextAsync()).Select(database => database.Id));
        using var containers = client.GetDatabase("one").GetContainerQueryIterator<ContainerProperties>();
        Assert.Equal(["a", "b"], (await containers.ReadNextAsync()).Select(container => container.Id));
        using var found = client.GetDatabase("one").GetContainerQueryIterator<ContainerProperties>(
            Sql("SELECT * FROM c WHERE c.id = @id", ("@id", "b")));
        Assert.Equal(["b"], (await found.ReadNextAsync()).Select(container => container.Id));
    }

    [Theory, EveryVariant, Trait("Item", "68")]
    public async Task The_SDK_absorbs_injected_throttling(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        account.Emulator.Requests.Clear();
        account.Emulator.Faults.Next("create", new Fault.Respond(429, TimeSpan.FromMilliseconds(20)), 3);
        await container.CreateItemAsync(NewMessage("general", 1), In("general"));
        var served = account.Emulator.Requests.Snapshot().Where(request => request.Operation == "create");
        Assert.Equal([429, 429, 429, 201], served.Select(request => request.Status));
        Assert.Single(await AllAsync<Message>(container, null));
    }

    [Fact, Trait("Item", "68")]
    public async Task An_injected_429_that_reaches_the_caller_says_why_and_when_to_come_back()
    {
        await using var emulator = await CosmosEmulator.StartAsync(new CosmosEmulatorOptions { Key = Account.Key });
        emulator.Faults.Next("account", new Fault.Respond(429, TimeSpan.FromMilliseconds(20)));
        using var http = new HttpClient();
        using var throttled = await http.GetAsync(emulator.Endpoint, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.TooManyRequests, throttled.StatusCode);
        Assert.Equal(["3200"], throttled.Headers.GetValues("x-ms-substatus"));
        Assert.Equal(["20"], throttled.Headers.GetValues("x-ms-retry-after-ms"));
        using var unsigned = await http.GetAsync(emulator.Endpoint, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
        Assert.False(unsigned.Headers.Contains("x-ms-substatus"));
    }

    [Theory, EveryVariant, Trait("Item", "69")]
    public async Task A_wrong_key_is_unauthorized(Variant variant)
    {
        using var client = Account.Connect(account.Emulator, variant, Convert.ToBase64String("another key"u8));
        await RefusedAsync(HttpStatusCode.Unauthorized, () => client.GetContainer("chat", "c1").ReadItemAsync<Message>("a", In("a")));
    }

    [Fact]
    public async Task Every_request_is_logged_by_its_operation()
    {
        await using var emulator = await CosmosEmulator.StartAsync(new CosmosEmulatorOptions { Key = Account.Key });
        await emulator.CreateContainersAsync("chat", Account.Definitions("""[{"id":"log","partitionKey":{"paths":["/channelId"]}}]"""));
        using var client = Account.Connect(emulator);
        var log = client.GetContainer("chat", "log");
        var message = NewMessage("general", 1);
        await log.CreateItemAsync(message);
        await log.UpsertItemAsync(message);
        await log.ReadItemAsync<Message>(message.Id, In("general"));
        await log.ReplaceItemAsync(message, message.Id);
        await log.PatchItemAsync<Message>(message.Id, In("general"), [PatchOperation.Set("/likes", 1)]);
        using var batch = await log.CreateTransactionalBatch(In("general")).ReadItem(message.Id).ExecuteAsync();
        await AllAsync<Message>(log, Sql("SELECT * FROM c ORDER BY c.seq"), In("general"));
        await AllAsync<Message>(log, null, In("general"));
        await log.DeleteItemAsync<Message>(message.Id, In("general"));
        var operations = emulator.Requests.Snapshot().Select(request => request.Operation).ToList();
        Assert.DoesNotContain("unknown", operations);
        string[] lookups = ["account", "container", "pkranges"];
        Assert.Equal(
            ["create", "upsert", "read", "replace", "patch", "batch", "plan", "query", "feed", "delete"],
            operations.Where(operation => !lookups.Contains(operation)));
        Assert.Contains(emulator.Requests.Snapshot(), request =>
            request is { Operation: "read", Status: 200 } && request.Target == "/dbs/chat/colls/log/docs/general-001");
    }

    [Theory]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/x"]}}""")]
    [InlineData("""[{"id":"c"}]""")]
    [InlineData("""[{"id":"c","partitionKey":{"paths":[]}}]""")]
    [InlineData("""[{"id":"c","partitionKey":{"paths":[5]}}]""")]
    [InlineData("""[{"id":"c","partitionKey":{"paths":["x"]}}]""")]
    [InlineData("""[{"id":"c","partitionKey":{"paths":["/x"]},"uniqueKeyPolicy":{"uniqueKeys":[{}]}}]""")]
    [InlineData("""[{"id":"c","partitionKey":{"paths":["/x"]},"indexingPolicy":{"includedPaths":5}}]""")]
    [InlineData("""[{"id":"a/b","partitionKey":{"paths":["/x"]}}]""")]
    public async Task A_definition_that_the_service_would_refuse_is_an_argument_error(string definitions)
    {
        await Assert.ThrowsAsync<ArgumentException>(
            () => account.Emulator.CreateContainersAsync("bad", Account.Definitions(definitions)));
    }

    [Fact]
    public async Task Creating_containers_again_with_other_keys_is_refused_and_keeps_what_is_there()
    {
        var container = await account.CreateAsync(Variant.Default);
        await container.CreateItemAsync(NewMessage("general", 1), In("general"));
        await Assert.ThrowsAsync<CosmosDataException>(() => account.Emulator.CreateContainersAsync(
            "chat", Account.Definitions($$$"""[{"id":"{{{container.Id}}}","partitionKey":{"paths":["/other"]}}]""")));
        Assert.Single(await AllAsync<Message>(container, null, In("general")));
        Assert.Equal("/channelId", (await container.ReadContainerAsync()).Resource.PartitionKeyPath);
    }

    [Fact]
    public async Task A_lost_response_leaves_the_write_in_place()
    {
        var container = await account.CreateAsync(Variant.Default);
        account.Emulator.Faults.Next("create", new Fault.LoseResponse());
        await Assert.ThrowsAnyAsync<Exception>(() => container.CreateItemAsync(NewMessage("general", 1), In("general")));
        Assert.Equal(1, (await container.ReadItemAsync<Message>("general-001", In("general"))).Resource.Seq);
    }

    [Fact]
    public async Task Two_emulators_in_one_process_share_nothing()
    {
        await using var other = await CosmosEmulator.StartAsync(new CosmosEmulatorOptions { Key = Account.Key });
        using var client = Account.Connect(other);
        await other.CreateContainersAsync("chat", Account.Definitions("""[{"id":"mine","partitionKey":{"paths":["/channelId"]}}]"""));
        await client.GetContainer("chat", "mine").CreateItemAsync(NewMessage("general", 1), In("general"));
        Assert.NotEqual(other.Endpoint, account.Emulator.Endpoint);
        await RefusedAsync(HttpStatusCode.NotFound, () => account.Client(Variant.Default).GetContainer("chat", "mine").ReadContainerAsync());
    }
}
