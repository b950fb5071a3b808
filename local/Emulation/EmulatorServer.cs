using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chat.Local.Emulation;

/// <summary>A web server on 127.0.0.1, the ground every part of the local stack stands on.</summary>
public sealed class EmulatorServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EmulatorServer(WebApplication app, Uri endpoint) => (_app, Endpoint) = (app, endpoint);

    /// <summary>Where the server listens, for example <c>http://127.0.0.1:8081/</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts a server; returns when it accepts connections.</summary>
    /// <param name="name">What the port is for, as a person reads it in an error message.</param>
    /// <param name="port">The port, or 0 for a free one.</param>
    /// <exception cref="PortException">The port is taken, or this user may not use it.</exception>
    public static async Task<EmulatorServer> StartAsync(
        string name, int port, Action<WebApplication> map, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // A watched directory costs inotify instances, and machines have few of them.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
            ContentRootPath = AppContext.BaseDirectory,
        });

        // Settings that lie about, in the environment or the current directory, are another program's: they could bind
        // a part to further addresses.
        ((IConfigurationBuilder)builder.Configuration).Sources.Clear();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 16 * 1024 * 1024;
        });
        var app = builder.Build();
        map(app);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException or SocketException)
        {
            await app.DisposeAsync();
            throw new PortTakenException(name, port, error);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AccessDenied)
        {
            await app.DisposeAsync();
            throw new PortDeniedException(name, port, error);
        }

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new EmulatorServer(app, new Uri(address));
    }

    public async ValueTask DisposeAsync()
    {
        // Open connections are cut rather than drained: whoever stops an emulator does not wait for its clients.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
