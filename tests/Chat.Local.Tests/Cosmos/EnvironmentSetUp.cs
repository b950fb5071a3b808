using System.Runtime.CompilerServices;
using Chat.Local.Cosmos;

namespace Chat.Local.Tests.Cosmos;

internal static class EnvironmentSetUp
{
    public const string ServeFile = "CHAT_TESTS_SERVE_COSMOS_FILE";

    [ModuleInitializer]
    internal static void Run()
    {
        // Otherwise every new client process asks the Azure metadata address, which is not there.
        Environment.SetEnvironmentVariable("COSMOS_DISABLE_IMDS_ACCESS", "true");
        if (Environment.GetEnvironmentVariable(ServeFile) is { } file)
        {
            ServeUntilKilled(file);
        }
    }

    // This executable as the child of the durability test: an emulator and nothing else, before any test framework runs.
    private static void ServeUntilKilled(string file)
    {
        var emulator = CosmosEmulator.StartAsync(new CosmosEmulatorOptions { DataFile = file, Key = Account.Key })
            .GetAwaiter().GetResult();
        Console.WriteLine(emulator.Endpoint);
        // The parent's death closes the pipe, so that no child is left behind.
        Console.In.ReadToEnd();
        Environment.Exit(0);
    }
}
