using Chat.Local;

namespace Chat.EndToEnd.Tests;

/// <summary>The stack as a person runs it, on free ports, which can be stopped and started again on the same
/// data.</summary>
public sealed class Laptop : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("chat-end-to-end-").FullName;

    private LocalStack? _stack;

    private StackPorts _ports = new();

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
        _ports = new(
            Web: _stack.Web!.Port,
            Functions: _stack.Functions.Address.Port,
            WebPubSub: _stack.WebPubSub.Endpoint.Port,
            Cosmos: _stack.Cosmos.Endpoint.Port,
            Identity: new Uri(_stack.Identity.Issuer).Port);
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
