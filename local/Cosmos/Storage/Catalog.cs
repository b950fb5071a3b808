using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Chat.Local.Cosmos.Storage;

/// <summary>A database of the emulated account.</summary>
internal sealed record Database(long Number, string Id, long TimestampSeconds)
{
    public string Rid => ResourceId.OfDatabase(Number);
}

/// <summary>The databases and containers. Names and resource ids both find them, since some requests come by
/// id.</summary>
internal sealed class Catalog(SqliteStore store, TimeProvider time)
{
    // Every request looks its container up: kept in memory, found without waiting for a batch, and forgotten whenever the
    // catalogue changes.
    private readonly ConcurrentDictionary<long, IReadOnlyList<Container>> _containers = [];
    private volatile IReadOnlyList<Database>? _databases;
    private bool _isChanging;

    public IReadOnlyList<Database> Databases() => _databases ?? store.Read(session =>
    {
        var databases = LoadDatabases(session);
        // What a change sees may yet be rolled back.
        _databases = _isChanging ? null : databases;
        return databases;
    });

    public IReadOnlyList<Container> Containers(Database database) =>
        _containers.TryGetValue(database.Number, out var known) ? known : store.Read(session =>
        {
            var containers = LoadContainers(session, database);
            return _isChanging ? containers : _containers[database.Number] = containers;
        });

    public Database? FindDatabase(string idOrRid) =>
        Databases() is var all && all.FirstOrDefault(database => database.Id == idOrRid) is { } named
            ? named
            : all.FirstOrDefault(database => database.Rid == idOrRid);

    public Container? FindContainer(Database database, string idOrRid) =>
        Containers(database) is var all && all.FirstOrDefault(container => container.Entry.Id == idOrRid) is { } named
            ? named
            : all.FirstOrDefault(container => container.Rid == idOrRid);

    public Database Require(string idOrRid) => FindDatabase(idOrRid) ?? throw CosmosError.ItemNotFound();

    /// <summary>The container a request addresses. Substatus 1003 tells its absence from an item's.</summary>
    public Container Require(string database, string idOrRid) =>
        FindDatabase(database) is { } owner && FindContainer(owner, idOrRid) is { } container
            ? container
            : throw CosmosError.OwnerNotFound();

    public Database CreateDatabase(string id) => Change(session =>
    {
        try
        {
            session.Execute("INSERT INTO databases (id, ts) VALUES (@0, @1)", id, NowSeconds());
        }
        catch (SqliteException error) when (error.SqliteErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT)
        {
            throw CosmosError.IdTaken();
        }

        return FindDatabase(id)!;
    });

    public void DeleteDatabase(Database database)
    {
        foreach (var container in Containers(database))
        {
            DeleteContainer(container);
        }

        Change(session => session.Execute("DELETE FROM databases WHERE number = @0", database.Number));
    }

    public Container CreateContainer(Database database, JsonElement definition) => Change(session =>
    {
        var complete = ContainerDefinition.Complete(definition);
        var id = ItemId.Check(definition);
        if (FindContainer(database, id) is not null)
        {
            throw CosmosError.IdTaken();
        }

        session.Execute(
            "INSERT INTO containers (database, id, definition, revision, ts) VALUES (@0, @1, @2, 1, @3)",
            database.Number, id, complete, NowSeconds());
        var container = FindContainer(database, id)!;
        foreach (var statement in Schema.ItemTable(container))
        {
            session.Execute(statement);
        }

        return container;
    });

    public Container ReplaceContainer(
        Database database, Container container, JsonElement definition) => Change(session =>
    {
        ContainerDefinition.CheckReplacement(container, definition);
        session.Execute(
            "UPDATE containers SET definition = @0, revision = revision + 1, ts = @1 WHERE number = @2",
            ContainerDefinition.Complete(definition), NowSeconds(), container.Entry.Number);
        var replaced = FindContainer(database, container.Entry.Id)!;
        session.Execute($"""
            WITH life AS (SELECT row AS item, coalesce(json_extract(CAST(doc AS TEXT), '$.ttl'), @0) AS seconds
                          FROM {container.Table})
            UPDATE {container.Table} SET expires_at = CASE WHEN @0 IS NOT NULL AND life.seconds > 0
                THEN ts + life.seconds END FROM life WHERE life.item = row
            """, replaced.DefaultTtl);
        return replaced;
    });

    public void DeleteContainer(Container container) => Change(session =>
    {
        session.ForgetStatements();
        session.Execute($"DROP TABLE {container.Table}");
        return session.Execute("DELETE FROM containers WHERE number = @0", container.Entry.Number);
    });

    private static List<Database> LoadDatabases(SqliteStore session)
    {
        using var rows = session.Query("SELECT number, id, ts FROM databases ORDER BY number");
        var databases = new List<Database>();
        while (rows.Read())
        {
            databases.Add(new Database(rows.GetInt64(0), rows.GetString(1), rows.GetInt64(2)));
        }

        return databases;
    }

    private static List<Container> LoadContainers(SqliteStore session, Database database)
    {
        using var rows = session.Query(
            "SELECT number, database, id, definition, revision, ts FROM containers WHERE database = @0 ORDER BY number",
            database.Number);
        var containers = new List<Container>();
        while (rows.Read())
        {
            containers.Add(new Container(new CatalogEntry(
                rows.GetInt64(0), rows.GetInt64(1), rows.GetString(2), rows.GetString(3), rows.GetInt64(4),
                rows.GetInt64(5))));
        }

        return containers;
    }

    private T Change<T>(Func<SqliteStore, T> work) => store.Write(session =>
    {
        Forget();
        _isChanging = true;
        try
        {
            return work(session);
        }
        finally
        {
            _isChanging = false;
        }
    });

    private void Forget()
    {
        _databases = null;
        _containers.Clear();
    }

    private long NowSeconds() => time.GetUtcNow().ToUnixTimeSeconds();
}
