using Chat.Local.Emulation;
using Chat.Local.FunctionsWorker;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chat.Local;

/// <summary>The product's functions, running in this process.</summary>
public sealed class RunningFunctions : IFunctionsInstance
{
    private RunningFunctions(IHost host, Uri address) => (Host, Address) = (host, address);

    /// <summary>Where the functions listen: <c>http://127.0.0.1:7071/</c>, without the route prefix.</summary>
    public Uri Address { get; }

    /// <summary>The product's own host, for tests that look inside.</summary>
    public IHost Host { get; }

    /// <summary>The functions with their methods and routes.</summary>
    public IReadOnlyList<FunctionListing> Listing => Host.Services.GetRequiredService<FunctionCatalog>().Functions;

    Task IFunctionsInstance.Ended { get; } = new TaskCompletionSource().Task;

    void IFunctionsInstance.Kill() =>
        throw new InvalidOperationException("A functions host in the stack's own process cannot be killed.");

    public async ValueTask DisposeAsync()
    {
        // A bound on the wait for calls under way, as the platform has one.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await Host.StopAsync(patience.Token);
        }
        finally
        {
            Host.Dispose();
        }
    }

    internal static async Task<RunningFunctions> StartAsync(
        int port,
        IEnumerable<string> settings,
        Action<IServiceCollection> configure,
        CancellationToken cancellationToken)
    {
        var host = Chat.Functions.Program.Build([$"--urls=http://127.0.0.1:{port}", .. settings], configure);
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            host.Dispose();
            throw new PortTakenException("functions", port, error);
        }
        catch
        {
            host.Dispose();
            throw;
        }

        return new RunningFunctions(host, host.GetFunctionsAddress());
    }
}
