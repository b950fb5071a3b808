using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chat.Local.FunctionsWorker;

/// <summary>Where a started functions app listens.</summary>
public static class FunctionsAddress
{
    /// <summary>Setting (<c>true</c>): the host is another process's child. It writes a line with its address when it
    /// is up, and stops when its standard input ends.</summary>
    public const string ChildSetting = "Host:Child";

    /// <summary>What that line begins with; the address follows.</summary>
    public const string Announcement = "Functions host listens on ";

    /// <summary>The bound address, for example <c>http://127.0.0.1:7071/</c>; of a port 0, the one it got.</summary>
    /// <exception cref="InvalidOperationException">The host is not started.</exception>
    public static Uri GetFunctionsAddress(this IHost host) =>
        host.Services.GetFunctionsAddress();

    internal static Uri GetFunctionsAddress(this IServiceProvider services) =>
        services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            is { } address
            ? new Uri(address)
            : throw new InvalidOperationException("The functions host is not started.");
}
