namespace Chat.Load.Emulators;

/// <summary>Where the emulated services are, and the keys they take.</summary>
internal sealed record ServiceAddresses(Uri Cosmos, Uri WebPubSub)
{
    // For emulators on this machine that live as long as a measurement.
    public const string CosmosKey = "bG9jYWwga2V5IGZvciBiZW5jaG1hcmtzLCBub3QgYSBzZWNyZXQ=";
    public const string WebPubSubKey = "a local key for benchmarks, which is not a secret";
    public const string Database = "chat";
}
