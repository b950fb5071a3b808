using System.Net;
using System.Net.Sockets;

namespace Chat.Tests;

/// <summary>Ports that a test gives up and takes again. They lie below the range from which systems hand out free
/// ports (from 32768 on Linux, from 49152 elsewhere), so that nothing else is given one in the meantime.</summary>
internal static class LastingPort
{
    private const int First = 20_000;
    private const int End = 32_768;

    // Test processes that run at the same time begin at different places; inside one nobody gets the same twice.
    private static int _next = Random.Shared.Next(First, End);

    public static int Next()
    {
        for (var tries = First; tries < End; tries++)
        {
            var port = First + ((Interlocked.Increment(ref _next) - First) % (End - First));
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No port from {First} to {End - 1} is free.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
