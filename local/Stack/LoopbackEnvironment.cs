namespace Chat.Local;

/// <summary>The environment of a process whose parts all speak to each other on this machine. It is set before the first
/// HTTP client is made, since those read it once.</summary>
internal static class LoopbackEnvironment
{
    private static readonly string[] Loopback = ["127.0.0.1", "localhost"];

    /// <summary>Without this every client of Cosmos DB asks the metadata address of Azure machines
    /// (169.254.169.254).</summary>
    private const string WithoutMetadata = "COSMOS_DISABLE_IMDS_ACCESS";

    public static void Apply()
    {
        Environment.SetEnvironmentVariable(WithoutMetadata, "true");

        // Outside Windows .NET sends even requests to this machine to the proxy. It reads the first of these that is set.
        var noProxy = Environment.GetEnvironmentVariable("no_proxy") is null ? "NO_PROXY" : "no_proxy";
        Environment.SetEnvironmentVariable(noProxy, WithLoopback(Environment.GetEnvironmentVariable(noProxy)));
    }

    /// <summary>A list of hosts without proxy, completed.</summary>
    internal static string WithLoopback(string? hosts)
    {
        var listed = (hosts ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Join(',', listed.Union(Loopback));
    }
}
