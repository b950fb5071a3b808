using Chat.Local.FunctionsWorker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chat.Local.Tests.FunctionsWorker;

/// <summary>The small functions app of the folder SampleApp, running on a free port.</summary>
internal sealed class SampleHost : IAsyncDisposable
{
    private readonly IHost _host;

    private SampleHost(IHost host)
    {
        _host = host;
        Client = new HttpClient { BaseAddress = host.GetFunctionsAddress() };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _host.Services;

    public static FunctionsApplicationBuilder CreateBuilder(params string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(["--urls", "http://127.0.0.1:0", .. args]);
        builder.App.Includes = type => type.Namespace == "Chat.Local.Tests.FunctionsWorker.SampleApp";
        builder.Logging.ClearProviders();
        return builder;
    }

    public static Task<SampleHost> StartAsync(params string[] args) =>
        StartAsync(CreateBuilder(args).ConfigureFunctionsWebApplication());

    public static async Task<SampleHost> StartAsync(FunctionsApplicationBuilder builder)
    {
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new SampleHost(host);
    }

    public Task<HttpResponseMessage> SendAsync(string method, string path) =>
        Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), TestContext.Current.CancellationToken);

    public async Task<string> ReadAsync(string method, string path)
    {
        using var response = await SendAsync(method, path);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return $"{(int)response.StatusCode} {body}";
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.StopAsync();
        _host.Dispose();
    }
}
