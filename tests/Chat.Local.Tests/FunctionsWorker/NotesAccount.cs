using Chat.Local.Cosmos;
using Chat.Local.Tests.Cosmos;
using Microsoft.Azure.Cosmos;

namespace Chat.Local.Tests.FunctionsWorker;

/// <summary>An emulated account with the notes that functions are told of, and the container of the leases.</summary>
internal sealed class NotesAccount : IAsyncDisposable
{
    private NotesAccount(CosmosEmulator emulator) => (Emulator, Client) = (emulator, Account.Connect(emulator));

    public CosmosEmulator Emulator { get; }

    public CosmosClient Client { get; }

    public static async Task<NotesAccount> StartAsync()
    {
        var emulator = await CosmosEmulator.StartAsync(new CosmosEmulatorOptions { Key = Account.Key });
        await emulator.CreateContainersAsync("chat", Account.Definitions("""
            [{"id":"notes","partitionKey":{"paths":["/id"],"kind":"Hash"}},
             {"id":"leases","partitionKey":{"paths":["/id"],"kind":"Hash"},"defaultTtl":-1,
              "indexingPolicy":{"indexingMode":"consistent","includedPaths":[],"excludedPaths":[{"path":"/*"}]}}]
            """));
        return new NotesAccount(emulator);
    }

    public async Task WriteAsync(params string[] texts)
    {
        foreach (var text in texts)
        {
            await Client.GetContainer("chat", "notes").CreateItemAsync(
                new { id = text, text }, cancellationToken: TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Emulator.DisposeAsync();
    }
}
