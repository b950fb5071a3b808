using System.Diagnostics;
using Chat.Local.Emulation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

namespace Chat.Local;

/// <summary>The one address of several functions hosts, as a Function App has one however far it scales out. Requests go
/// to the hosts in turn; a host that fails in a request is answered for with 502.</summary>
internal sealed class FunctionsFront : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddHttpForwarder().BuildServiceProvider();
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
    });

    private readonly Func<IReadOnlyList<Uri>> _hosts;
    private EmulatorServer? _server;
    private uint _turn;

    private FunctionsFront(Func<IReadOnlyList<Uri>> hosts) => _hosts = hosts;

    public Uri Endpoint => _server!.Endpoint;

    /// <param name="hosts">Where the hosts listen that run now; asked for each request.</param>
    public static async Task<FunctionsFront> StartAsync(
        int port, Func<IReadOnlyList<Uri>> hosts, CancellationToken cancellationToken)
    {
        var front = new FunctionsFront(hosts);
        try
        {
            front._server = await EmulatorServer.StartAsync(
                "functions", port, app => app.Run(front.ForwardAsync), cancellationToken);
            return front;
        }
        catch
        {
            await front.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _http.Dispose();
        await _services.DisposeAsync();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var hosts = _hosts();
        if (hosts.Count == 0)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "1";
            return;
        }

        // The hosts have a limit of their own, and the app an answer for what is over it.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        var host = hosts[(int)(Interlocked.Increment(ref _turn) % (uint)hosts.Count)];
        await _services.GetRequiredService<IHttpForwarder>()
            .SendAsync(context, host.AbsoluteUri, _http, ForwarderRequestConfig.Empty);
    }
}
