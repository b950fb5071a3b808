using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function for the items of a container that were created or changed. In all names <c>%Name%</c>
/// stands for the value of a setting.</summary>
public sealed class CosmosDBTriggerAttribute : TriggerBindingAttribute
{
    public CosmosDBTriggerAttribute(string databaseName, string containerName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(containerName);
        ArgumentException.ThrowIfNullOrWhiteSpace(databaseName);
        (ContainerName, DatabaseName) = (containerName, databaseName);
    }

    public string ContainerName { get; private set; }

    public string DatabaseName { get; private set; }

    /// <summary>Name of the setting with the connection string, or of the section with <c>accountEndpoint</c>;
    /// <c>CosmosDB</c> where it is null.</summary>
    public string? Connection { get; set; }

    /// <summary><c>leases</c> where it is null. Its partition key is /id.</summary>
    public string? LeaseContainerName { get; set; }

    /// <summary>The monitored container's database where it is null.</summary>
    public string? LeaseDatabaseName { get; set; }

    /// <summary>As <see cref="Connection"/>, which it is where it is null.</summary>
    public string? LeaseConnection { get; set; }

    public bool CreateLeaseContainerIfNotExists { get; set; }

    /// <summary>RU/s of a lease container that is created.</summary>
    public int LeasesContainerThroughput { get; set; }

    /// <summary>Keeps the leases of several functions apart that watch one container.</summary>
    public string? LeaseContainerPrefix { get; set; }

    /// <summary>Milliseconds between two looks at a feed that had nothing new; 0 is 5000.</summary>
    public int FeedPollDelay { get; set; }

    /// <summary>Milliseconds; 0 is 17000.</summary>
    public int LeaseRenewInterval { get; set; }

    /// <summary>Milliseconds between two looks for leases to take; 0 is 13000.</summary>
    public int LeaseAcquireInterval { get; set; }

    /// <summary>Milliseconds after which an instance that does not renew its leases loses them; 0 is 60000.</summary>
    public int LeaseExpirationInterval { get; set; }

    /// <summary>Items of one run at most, except that a transaction is not split; 0 is the service's own page.</summary>
    public int MaxItemsPerInvocation { get; set; }

    /// <summary>Whether a function without leases begins with the oldest change rather than with the next.</summary>
    public bool StartFromBeginning { get; set; }

    /// <summary>Where a function without leases begins, as ISO 8601 with the UTC designator.</summary>
    public string? StartFromTime { get; set; }

    public string? PreferredLocations { get; set; }

    public CosmosDBChangeFeedMode ChangeFeedMode { get; set; } = CosmosDBChangeFeedMode.LatestVersion;
}
