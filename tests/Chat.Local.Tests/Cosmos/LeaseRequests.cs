using Chat.Local.Cosmos;
using Chat.Local.Emulation;
using Microsoft.Azure.Cosmos;

namespace Chat.Local.Tests.Cosmos;

/// <summary>The bookkeeping of change feed processors beside what a test counts and breaks.</summary>
public sealed class LeaseRequests
{
    [Fact]
    public async Task Items_of_a_lease_container_are_logged_and_broken_under_names_of_their_own()
    {
        await using var emulator = await CosmosEmulator.StartAsync(new CosmosEmulatorOptions { Key = Account.Key });
        await emulator.CreateContainersAsync("chat", Account.Definitions("""
            [{"id":"leases","partitionKey":{"paths":["/id"],"kind":"Hash"}}]
            """));
        using var client = Account.Connect(emulator);
        var leases = client.GetContainer("chat", "leases");
        emulator.Faults.Next("create", new Fault.Respond(403));

        await leases.CreateItemAsync(
            new { id = "one" }, new PartitionKey("one"), cancellationToken: TestContext.Current.CancellationToken);
        emulator.Faults.Next("leases.read", new Fault.Respond(403));
        await Assert.ThrowsAsync<CosmosException>(() => leases.ReadItemAsync<Message>("one", new PartitionKey("one")));

        Assert.Equal(["create"], emulator.Faults.Pending);
        Assert.Equal((0, 1), (emulator.Requests.Count("create"), emulator.Requests.Count("leases.create")));
    }

    [Fact]
    public async Task Requests_for_data_are_those_that_no_change_feed_processor_makes()
    {
        await using var emulator = await CosmosEmulator.StartAsync(new CosmosEmulatorOptions { Key = Account.Key });
        await emulator.CreateContainersAsync("chat", Account.Definitions("""
            [{"id":"notes","partitionKey":{"paths":["/id"],"kind":"Hash"}},
             {"id":"leases","partitionKey":{"paths":["/id"],"kind":"Hash"}}]
            """));
        using var client = Account.Connect(emulator);
        var (notes, leases) = (client.GetContainer("chat", "notes"), client.GetContainer("chat", "leases"));

        foreach (var container in new[] { notes, leases })
        {
            await container.CreateItemAsync(
                new { id = "one" }, new PartitionKey("one"), cancellationToken: TestContext.Current.CancellationToken);
        }

        using var changes = notes.GetChangeFeedStreamIterator(ChangeFeedStartFrom.Beginning(), ChangeFeedMode.Incremental);
        (await changes.ReadNextAsync(TestContext.Current.CancellationToken)).Dispose();

        Assert.Equal((1, 1), (emulator.Requests.Count("changefeed"), emulator.Requests.Count("leases.create")));
        Assert.Equal(["create"], emulator.DataRequests().Select(request => request.Operation));
    }
}
