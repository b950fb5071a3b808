using Chat.Local.Cosmos;
using Chat.Local.Tests.FunctionsWorker.ChangeFeedApp;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chat.Local.Tests.FunctionsWorker;

/// <summary>A host of one class of change feed functions.</summary>
internal sealed class FeedHost : IAsyncDisposable
{
    private readonly IHost _host;

    private FeedHost(IHost host, FeedRuns runs) => (_host, Runs) = (host, runs);

    public FeedRuns Runs { get; }

    public static FunctionsApplicationBuilder CreateBuilder(
        Type functions, string connection, FeedRuns runs, params string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(
            ["--urls", "http://127.0.0.1:0", $"--Sample={connection}", "--Sample:Database=chat", .. args]);
        builder.App.Includes = type => type == functions;
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(runs);
        return builder;
    }

    public static string ConnectionOf(CosmosEmulator emulator) =>
        $"AccountEndpoint={emulator.Endpoint};AccountKey={emulator.Key};";

    public static Task<FeedHost> StartAsync<TFunctions>(CosmosEmulator emulator, FeedRuns? runs = null)
    {
        runs ??= new FeedRuns();
        return StartAsync(CreateBuilder(typeof(TFunctions), ConnectionOf(emulator), runs), runs);
    }

    public static async Task<FeedHost> StartAsync(FunctionsApplicationBuilder builder, FeedRuns runs)
    {
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new FeedHost(host, runs);
    }

    /// <summary>The next item that a run on this host was given.</summary>
    public async Task<string> NextAsync() =>
        await Runs.Seen.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
