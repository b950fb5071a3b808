namespace Chat.Local.Emulation;

/// <summary>A part of the local stack cannot listen on its port.</summary>
public abstract class PortException(string name, int port, string why, Exception inner)
    : Exception($"Port {port} ({name}) {why}.", inner)
{
    public string Name { get; } = name;

    public int Port { get; } = port;
}

/// <summary>A port of the local stack is taken by another process.</summary>
public sealed class PortTakenException(string name, int port, Exception inner)
    : PortException(name, port, "is taken by another program", inner);

/// <summary>The system does not let this user listen on the port, as it is with those below 1024 on many
/// systems.</summary>
public sealed class PortDeniedException(string name, int port, Exception inner)
    : PortException(name, port, "may not be used by this user", inner);
