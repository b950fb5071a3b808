using Chat.Local;
using Chat.Tests;

namespace Chat.EndToEnd.Tests;

/// <summary>The stack as a person runs it, on ports of its own, which can be stopped and started again on the same
/// data.</summary>
public sealed class Laptop : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("chat-end-to-end-").FullName;

    private LocalStack? _stack;

    // The page stays open over a restart, so the addresses have to last.
    private readonly StackPorts _ports = new(
        Web: LastingPort.Next(),
        Functions: LastingPort.Next(),
        WebPubSub: LastingPort.Next(),
        Cosmos: LastingPort.Next(),
        Identity: LastingPort.Next());

    public LocalStack Stack => _stack ?? throw new InvalidOperationException("The stack is stopped.");

    public static async Task<Laptop> StartNewAsync()
    {
        var laptop = new Laptop();
        await laptop.StartAsync();
        return laptop;
    }

    public async Task StartAsync()
    {
        _stack = await LocalStack.StartAsync(
            new()
            {
                Ports = _ports,
                DataDirectory = _data,
                ServeWeb = true,
                // Two people need no spreading over seconds when they come back.
                FunctionsArguments = ["--Chat:ReconnectWindowMs=300"],
            },
            TestContext.Current.CancellationToken);
    }

    public async Task StopAsync()
    {
        await Stack.DisposeAsync();
        _stack = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stack is not null)
        {
            await StopAsync();
        }

        Directory.Delete(_data, recursive: true);
    }
}
