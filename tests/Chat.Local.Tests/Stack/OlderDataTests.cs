using System.Text.Json;
using Chat.Local.Cosmos;
using Chat.Local.Tests.Cosmos;
using Microsoft.Azure.Cosmos;
using Microsoft.Data.Sqlite;

namespace Chat.Local.Tests.Stack;

/// <summary>Data that another build of the stack has written.</summary>
public sealed class OlderDataTests : IDisposable
{
    private readonly TemporaryDirectory _temporary = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private LocalStackOptions Options => new() { DataDirectory = _temporary.Path };

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_container_gets_the_indexing_of_this_build_and_keeps_its_items()
    {
        var key = await WriteAsync("""[{"id":"users","partitionKey":{"paths":["/userId"],"kind":"Hash","version":2}}]""");

        await using var stack = await LocalStack.StartAsync(Options, Cancel);

        using var client = new CosmosClient(stack.Cosmos.Endpoint.ToString(), key, Account.Options(Variant.Default));
        var users = client.GetContainer(LocalStack.Name, "users");
        ContainerProperties properties = await users.ReadContainerAsync(cancellationToken: Cancel);
        Assert.Contains("/joinedAt/?", properties.IndexingPolicy.IncludedPaths.Select(path => path.Path));
        var item = await users.ReadItemAsync<JsonElement>("ann", new PartitionKey("ann"), cancellationToken: Cancel);
        Assert.Equal("ann", item.Resource.GetProperty("userId").GetString());
    }

    [Fact]
    public async Task Containers_with_other_keys_are_refused_with_the_way_out()
    {
        await WriteAsync("""[{"id":"users","partitionKey":{"paths":["/person"],"kind":"Hash","version":2}}]""");

        var error = await Assert.ThrowsAsync<DataDirectoryException>(() => LocalStack.StartAsync(Options, Cancel));

        Assert.Contains("container 'users' is of an older build", error.Message, StringComparison.Ordinal);
        Assert.Contains("--reset", error.Message, StringComparison.Ordinal);
        await using var anew = await LocalStack.StartAsync(Options with { Reset = true }, Cancel);
    }

    [Fact]
    public async Task Tables_of_another_version_are_refused_with_the_way_out()
    {
        await WriteAsync("[]");
        await using (var connection = new SqliteConnection($"Data Source={_temporary["cosmos.db"]};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            await command.ExecuteNonQueryAsync(Cancel);
        }

        var error = await Assert.ThrowsAsync<DataDirectoryException>(() => LocalStack.StartAsync(Options, Cancel));

        Assert.Contains("is of version 99", error.Message, StringComparison.Ordinal);
        Assert.Contains("--reset", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_refused_with_the_way_out()
    {
        await WriteAsync("[]");
        File.WriteAllText(_temporary["cosmos.db"], new string('x', 4096));

        var error = await Assert.ThrowsAsync<DataDirectoryException>(() => LocalStack.StartAsync(Options, Cancel));

        Assert.Contains("data cannot be used", error.Message, StringComparison.Ordinal);
        Assert.Contains("--reset", error.Message, StringComparison.Ordinal);
    }

    private async Task<string> WriteAsync(string containers)
    {
        using var data = DataDirectory.Open(_temporary.Path);
        var key = StackKeys.Of(data).Cosmos;
        await using var cosmos = await CosmosEmulator.StartAsync(new() { DataFile = data.CosmosFile, Key = key }, Cancel);
        await cosmos.CreateContainersAsync(LocalStack.Name, JsonElement.Parse(containers));
        if (containers.Contains("/userId", StringComparison.Ordinal))
        {
            using var client = new CosmosClient(cosmos.Endpoint.ToString(), key, Account.Options(Variant.Default));
            var ann = JsonElement.Parse("""{"id":"ann","userId":"ann"}""");
            await client.GetContainer(LocalStack.Name, "users")
                .CreateItemAsync(ann, new PartitionKey("ann"), cancellationToken: Cancel);
        }

        return key;
    }
}
