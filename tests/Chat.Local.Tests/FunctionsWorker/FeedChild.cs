using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using Chat.Local.Cosmos;
using Chat.Local.Tests.FunctionsWorker.ChangeFeedApp;

namespace Chat.Local.Tests.FunctionsWorker;

/// <summary>A host of <see cref="ShortLeaseFunctions"/> in a process of its own, so that it can be killed.</summary>
internal static class FeedChild
{
    private const string Connection = "CHAT_TESTS_RUN_FEED";

    private const string Mark = "item: ";

    public static Process Start(CosmosEmulator emulator)
    {
        var name = OperatingSystem.IsWindows() ? "Chat.Local.Tests.exe" : "Chat.Local.Tests";
        return Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, name), ["-class", "None"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                [Connection] = FeedHost.ConnectionOf(emulator),
                ["COSMOS_DISABLE_IMDS_ACCESS"] = "true",
            },
        })!;
    }

    /// <summary>The next item that the child was given.</summary>
    public static async Task<string> NextAsync(Process child)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(40));
        while (await child.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                return line[Mark.Length..];
            }
        }

        throw new InvalidOperationException("The child has ended.");
    }

    // This executable as the child: the test runner finds nothing to run and wants to exit, which waits for this thread. A
    // thread of its own, since the functions are of this module, which is usable only when its initializers are done.
    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Connection) is { } connection)
        {
            var serving = new Thread(() => Serve(connection)) { IsBackground = true };
            AppDomain.CurrentDomain.ProcessExit += (_, _) => serving.Join();
            serving.Start();
        }
    }

    private static void Serve(string connection)
    {
        // The test runner writes to the console as well, and not only whole lines.
        using var output = Console.OpenStandardOutput();
        var runs = new FeedRuns
        {
            Before = async texts =>
            {
                foreach (var text in texts)
                {
                    await output.WriteAsync(Encoding.UTF8.GetBytes($"\n{Mark}{text}\n"));
                }
            },
        };
        using var host = FeedHost.CreateBuilder(typeof(ShortLeaseFunctions), connection, runs).Build();
        host.StartAsync().GetAwaiter().GetResult();

        // The parent's death closes the pipe, so that no child is left behind.
        Console.In.ReadToEnd();
    }
}
