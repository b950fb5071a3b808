using Chat.Local.Cosmos;
using Microsoft.Azure.Cosmos;
using static Chat.Local.Tests.Cosmos.Wire;

namespace Chat.Local.Tests.Cosmos;

/// <summary>Simulated delays of the service, in whole milliseconds and never too short, on a clock that notes each wait and
/// lets it pass at once.</summary>
public sealed class LatencyTests
{
    [Theory]
    [InlineData("read", 2)]
    [InlineData("query", 3)]
    [InlineData("create", 5)]
    [InlineData("batch", 7)]
    public async Task An_answer_is_held_back_for_as_long_as_its_operation_takes(string operation, int milliseconds)
    {
        var time = new NotedTime();
        await using var emulator = await StartAsync(time, new ServiceLatency
        {
            Read = TimeSpan.FromMilliseconds(2),
            Query = TimeSpan.FromMilliseconds(3),
            Write = TimeSpan.FromMilliseconds(5),
            BatchedOperation = TimeSpan.FromMicroseconds(600),
        });
        using var client = Account.Connect(emulator);
        await AskAsync(client.GetContainer("chat", "c"), operation);
        Assert.Equal([TimeSpan.FromMilliseconds(milliseconds)], time.Waits);
    }

    [Fact]
    public async Task Nothing_is_held_back_by_default()
    {
        var time = new NotedTime();
        await using var emulator = await StartAsync(time, new ServiceLatency());
        using var client = Account.Connect(emulator);
        foreach (var operation in new[] { "read", "query", "create" })
        {
            await AskAsync(client.GetContainer("chat", "c"), operation);
        }

        Assert.Empty(time.Waits);
    }

    private static async Task<CosmosEmulator> StartAsync(TimeProvider time, ServiceLatency latency)
    {
        var emulator = await CosmosEmulator.StartAsync(
            new CosmosEmulatorOptions { Key = Account.Key, Time = time, Latency = latency });
        await emulator.CreateContainersAsync(
            "chat", Account.Definitions("""[{"id":"c","partitionKey":{"paths":["/channelId"]}}]"""));
        return emulator;
    }

    private static Task AskAsync(Container container, string operation) => operation switch
    {
        "read" => container.ReadItemStreamAsync("1", In("general")),
        "query" => AllAsync<Message>(container, Sql("SELECT * FROM c"), In("general")),
        "create" => container.CreateItemAsync(NewMessage("general", 1), In("general")),
        _ => container.CreateTransactionalBatch(In("general"))
            .CreateItem(NewMessage("general", 1)).CreateItem(NewMessage("general", 2)).ExecuteAsync(),
    };
}
