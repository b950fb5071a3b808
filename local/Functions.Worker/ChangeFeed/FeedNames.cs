using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Chat.Local.FunctionsWorker;

/// <summary>What a Cosmos DB trigger watches and where it keeps its place, with the extension's own defaults.</summary>
/// <param name="Connection">The connection string of the watched container's account.</param>
/// <param name="LeaseConnection">The connection string of the lease container's account.</param>
/// <param name="LeasePrefix">Tells the functions apart that watch one container.</param>
internal sealed record FeedNames(
    string Connection,
    string Database,
    string Container,
    string LeaseConnection,
    string LeaseDatabase,
    string LeaseContainer,
    string LeasePrefix)
{
    private const string DefaultConnection = "CosmosDB";

    private const string DefaultLeaseContainer = "leases";

    /// <exception cref="InvalidFunctionException">A setting does not exist.</exception>
    public static FeedNames Of(string function, CosmosDBTriggerAttribute trigger, IConfiguration settings)
    {
        string Expand(string? name, string otherwise) =>
            string.IsNullOrEmpty(name) ? otherwise : settings.Expand(function, name);
        var connection = string.IsNullOrEmpty(trigger.Connection) ? DefaultConnection : trigger.Connection;
        var leaseConnection = string.IsNullOrEmpty(trigger.LeaseConnection) ? connection : trigger.LeaseConnection;
        var database = Expand(trigger.DatabaseName, "");
        return new FeedNames(
            ConnectionString(function, connection, settings),
            database,
            Expand(trigger.ContainerName, ""),
            ConnectionString(function, leaseConnection, settings),
            Expand(trigger.LeaseDatabaseName, database),
            Expand(trigger.LeaseContainerName, DefaultLeaseContainer),
            Expand(trigger.LeaseContainerPrefix, ""));
    }

    private static string ConnectionString(string function, string name, IConfiguration settings) =>
        settings.ConnectionString(function, name, "accountEndpoint", "AccountEndpoint=…;AccountKey=…;");
}
