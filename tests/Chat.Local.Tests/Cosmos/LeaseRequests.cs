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
}
