using System.Net;
using System.Net.Sockets;
using Chat.Local.Emulation;

namespace Chat.Local;

/// <summary>Looks at all ports before anything starts: a server that finds its port taken logs a page about it, and the
/// person needs one line.</summary>
internal static class PortCheck
{
    /// <exception cref="PortTakenException">Another process listens on one of them.</exception>
    public static void RefuseTaken(StackPorts ports)
    {
        RefuseTaken("web client", ports.Web);
        RefuseTaken("functions", ports.Functions);
        RefuseTaken("Web PubSub emulator", ports.WebPubSub);
        RefuseTaken("Cosmos DB emulator", ports.Cosmos);
        RefuseTaken("sign-in", ports.Identity);
    }

    private static void RefuseTaken(string name, int port)
    {
        if (port == 0)
        {
            return;
        }

        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new PortTakenException(name, port, error);
        }
    }
}
