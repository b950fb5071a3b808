using Azure.Storage.Queues;
using Chat.Local.Azurite;
using Chat.Local.Tests.FunctionsWorker.QueueApp;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chat.Local.Tests.FunctionsWorker;

/// <summary>A host of one class of queue functions, quick to look again.</summary>
internal sealed class QueueHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly IHost _host;

    private QueueHost(IHost host, QueueRuns runs) => (_host, Runs) = (host, runs);

    public QueueRuns Runs { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A storage account nobody had before.</summary>
    public static Task<string> TakeAccountAsync() => SharedAzurite.TakeAccountAsync(Cancel);

    /// <summary>As a sender that agrees with the Functions host on base64 has it.</summary>
    public static QueueClient Queue(string account, string name = "notes") =>
        new(account, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    public static FunctionsApplicationBuilder CreateBuilder(
        Type functions, string account, QueueRuns runs, params string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(
        [
            "--urls", "http://127.0.0.1:0", $"--AzureWebJobsStorage={account}",
            "--AzureFunctionsJobHost:extensions:queues:maxPollingInterval=00:00:00.1", .. args,
        ]);
        builder.App.Includes = type => type == functions;
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(runs);
        return builder;
    }

    public static Task<QueueHost> StartAsync<TFunctions>(string account, QueueRuns? runs = null, params string[] args) =>
        StartAsync(CreateBuilder(typeof(TFunctions), account, runs ??= new QueueRuns(), args), runs);

    public static async Task<QueueHost> StartAsync(FunctionsApplicationBuilder builder, QueueRuns runs)
    {
        var host = builder.Build();
        await host.StartAsync(Cancel);
        return new QueueHost(host, runs);
    }

    /// <summary>What the next run on this host was given.</summary>
    public Task<string> NextAsync() => NextAsync(Runs);

    public static Task<string> NextAsync(QueueRuns runs) =>
        runs.Seen.Reader.ReadAsync(Cancel).AsTask().WaitAsync(Patience, Cancel);

    public Task StopAsync() => _host.StopAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
