using System.Net;
using System.Net.Sockets;
using Chat.Local.Emulation;

namespace Chat.Local;

/// <summary>Looks at all ports before anything starts: a server that finds its port taken logs a page about it, and the
/// person needs one line.</summary>
internal static class PortCheck
{
    /// <exception cref="PortException">One of them is taken, or this user may not use it.</exception>
    public static void RefuseUnusable(StackPorts ports)
    {
        RefuseUnusable("web client", ports.Web);
        RefuseUnusable("functions", ports.Functions);
        RefuseUnusable("Web PubSub emulator", ports.WebPubSub);
        RefuseUnusable("Cosmos DB emulator", ports.Cosmos);
        RefuseUnusable("sign-in", ports.Identity);
        RefuseUnusable("Event Grid emulator", ports.EventGrid);
        RefuseUnusable("blob storage", ports.Blob);
        RefuseUnusable("queue storage", ports.Queue);
        RefuseUnusable("table storage", ports.Table);
    }

    private static void RefuseUnusable(string name, int port)
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
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new PortDeniedException(name, port, error);
        }
    }
}
