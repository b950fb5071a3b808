using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chat.Local.FunctionsWorker;

/// <summary>Where a started functions app listens.</summary>
public static class FunctionsAddress
{
    /// <summary>The bound address, for example <c>http://127.0.0.1:7071/</c>; of a port 0, the one it got.</summary>
    /// <exception cref="InvalidOperationException">The host is not started.</exception>
    public static Uri GetFunctionsAddress(this IHost host) =>
        host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            is { } address
            ? new Uri(address)
            : throw new InvalidOperationException("The functions host is not started.");
}
