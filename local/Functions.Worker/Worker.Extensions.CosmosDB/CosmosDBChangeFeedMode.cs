namespace Microsoft.Azure.Functions.Worker;

/// <summary>What of an item's history the feed shows.</summary>
public enum CosmosDBChangeFeedMode
{
    LatestVersion = 0,

    /// <summary>Not supported locally: the emulator has only latest versions.</summary>
    AllVersionsAndDeletes = 1,
}
