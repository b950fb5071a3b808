using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Chat.Local.FunctionsWorker;

/// <summary>The life of a host that another process has started: it says where it listens, and it stops when its input
/// ends, which the parent's death brings about too.</summary>
internal sealed class ParentLifetime : IHostLifetime, IDisposable
{
    private readonly PosixSignalRegistration _interrupt;

    public ParentLifetime(IHostApplicationLifetime host, Func<Uri> address)
    {
        // Ctrl-C reaches every process of the terminal; the parent decides what it means.
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);
        host.ApplicationStarted.Register(() => Console.WriteLine(FunctionsAddress.Announcement + address()));
        new Thread(() => StopAtEndOfInput(host)) { IsBackground = true }.Start();
    }

    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _interrupt.Dispose();

    private static void StopAtEndOfInput(IHostApplicationLifetime host)
    {
        Console.In.ReadToEnd();
        host.StopApplication();
    }
}
