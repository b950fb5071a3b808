using System.Text.Json;
using Chat.Local.Cosmos.Http;
using Chat.Local.Cosmos.Items;
using Chat.Local.Cosmos.Storage;
using Chat.Local.Emulation;
using Microsoft.AspNetCore.Builder;

namespace Chat.Local.Cosmos;

/// <summary>A Cosmos DB account for NoSQL on 127.0.0.1, for clients in gateway mode. What it covers, and by which
/// facts, stands in docs/cosmos-emulator.md. Instances share nothing, so a process may run several.</summary>
public sealed class CosmosEmulator : IAsyncDisposable
{
    private readonly EmulatorServer _server;
    private readonly SqliteStore _store;
    private readonly Catalog _catalog;

    private CosmosEmulator(
        EmulatorServer server, SqliteStore store, Catalog catalog, string key, RequestLog requests, FaultPlan faults) =>
        (_server, _store, _catalog, Key, Requests, Faults) = (server, store, catalog, key, requests, faults);

    /// <summary>The account endpoint, for example <c>http://127.0.0.1:8081/</c>.</summary>
    public Uri Endpoint => _server.Endpoint;

    /// <summary>The master key in base64.</summary>
    public string Key { get; }

    /// <summary>What was asked. Operations: account, database, container, pkranges, offer, read, create, upsert,
    /// replace, delete, patch, batch, query, plan, feed, changefeed, unknown; of items in a container named
    /// <c>leases</c>, where change feed processors keep their place, with the prefix <c>leases.</c>.</summary>
    public RequestLog Requests { get; }

    /// <summary>Of <see cref="Requests"/> those for items, without what change feed processors ask whenever they like: what
    /// an action costs.</summary>
    public IReadOnlyList<ServedRequest> DataRequests() =>
        [.. Requests.Snapshot().Where(request => OperationName.IsData(request.Operation))];

    /// <summary>Faults to inject, by the same names of operations.</summary>
    public FaultPlan Faults { get; }

    /// <summary>Opens the data and starts serving; returns when connections are accepted.</summary>
    /// <exception cref="PortException">The port is taken, or this user may not use it.</exception>
    /// <exception cref="CosmosDataException">The data file is damaged, unreadable or of another version.</exception>
    /// <exception cref="FormatException">The key is not base64.</exception>
    public static async Task<CosmosEmulator> StartAsync(
        CosmosEmulatorOptions options, CancellationToken cancellationToken = default)
    {
        var key = new MasterKey(options.Key);
        var (requests, faults) = (new RequestLog(), new FaultPlan());
        var store = new SqliteStore(options.DataFile);
        var catalog = new Catalog(store, options.Time);
        var dispatcher = new Dispatcher(key, catalog, new ItemService(store, options.Time), options);
        try
        {
            var server = await EmulatorServer.StartAsync("Cosmos DB emulator", options.Port, app =>
            {
                app.UseThrottlingSubStatus();
                app.UseObservedRequests(requests, faults, OperationName.Of, options.Time);
                app.Run(dispatcher.ServeAsync);
            }, cancellationToken);
            return new CosmosEmulator(server, store, catalog, options.Key, requests, faults);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Creates the database and those of the containers that are missing. One that exists gets the definition, as
    /// after a change of its indexing policy or time to live, and keeps its items.</summary>
    /// <param name="database">The database's id.</param>
    /// <param name="containers">An array of container definitions as the REST API takes them: <c>id</c>,
    /// <c>partitionKey</c>, and optionally <c>uniqueKeyPolicy</c>, <c>indexingPolicy</c>, <c>defaultTtl</c>.</param>
    /// <exception cref="ArgumentException">A definition is one that the service would refuse.</exception>
    /// <exception cref="CosmosDataException">A container exists with other keys, which are for life.</exception>
    public Task CreateContainersAsync(string database, JsonElement containers)
    {
        if (containers.ValueKind != JsonValueKind.Array)
        {
            throw new ArgumentException("Container definitions come as a JSON array.", nameof(containers));
        }

        try
        {
            var owner = _catalog.FindDatabase(database) ?? _catalog.CreateDatabase(database);
            foreach (var definition in containers.EnumerateArray())
            {
                CreateOrReplace(owner, definition);
            }
        }
        catch (CosmosError error)
        {
            throw new ArgumentException(error.Message, nameof(containers), error);
        }

        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _store.Dispose();
    }

    private void CreateOrReplace(Database owner, JsonElement definition)
    {
        if (_catalog.FindContainer(owner, ItemId.Check(definition)) is not { } existing)
        {
            _catalog.CreateContainer(owner, definition);
            return;
        }

        var complete = JsonElement.Parse(ContainerDefinition.Complete(definition));
        if (JsonElement.DeepEquals(complete, existing.Definition))
        {
            return;
        }

        try
        {
            _catalog.ReplaceContainer(owner, existing, complete);
        }
        catch (CosmosError error)
        {
            throw new CosmosDataException(
                $"The data's container '{existing.Entry.Id}' is of an older build: {error.Message}", error);
        }
    }
}
