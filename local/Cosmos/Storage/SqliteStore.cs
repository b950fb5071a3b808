using Microsoft.Data.Sqlite;

namespace Chat.Local.Cosmos.Storage;

/// <summary>One SQLite connection behind one lock. With the write-ahead log and synchronous=NORMAL a committed
/// transaction is in the operating system's hands: it survives the death of the process, though not a power
/// cut.</summary>
internal sealed class SqliteStore : IDisposable
{
    private const int StatementCapacity = 512;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _statements = [];

    /// <exception cref="CosmosDataException">The file cannot be read, or is of another version.</exception>
    public SqliteStore(string? file)
    {
        // Pooling would keep the file open, and an in-memory database alive, after Dispose.
        var source = new SqliteConnectionStringBuilder { DataSource = file ?? ":memory:", Pooling = false };
        _connection = new SqliteConnection(source.ToString());
        try
        {
            _connection.Open();
            SortKeyFunction.AddTo(_connection);
            Schema.Open(this);
        }
        catch (SqliteException error)
        {
            Dispose();
            throw new CosmosDataException($"The Cosmos DB emulator's data cannot be used ({error.Message}).", error);
        }
        catch (CosmosDataException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Runs work when all that came before it is done. Those who wait hold no thread: a batch that takes some
    /// milliseconds would otherwise bring the server to a stand.</summary>
    public async Task<T> InTurnAsync<T>(Func<T> work)
    {
        await _turn.WaitAsync();
        try
        {
            return work();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs work that sees the database at one moment.</summary>
    public T Read<T>(Func<SqliteStore, T> work)
    {
        lock (_gate)
        {
            return work(this);
        }
    }

    /// <summary>Runs work as one transaction: all of it is durable when this returns, or none of it happened.</summary>
    public T Write<T>(Func<SqliteStore, T> work)
    {
        lock (_gate)
        {
            Execute("BEGIN IMMEDIATE");
            try
            {
                var result = work(this);
                Execute("COMMIT");
                return result;
            }
            catch
            {
                // After some errors, a full disk for one, SQLite has rolled back by itself.
                if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                {
                    Execute("ROLLBACK");
                }

                throw;
            }
        }
    }

    /// <summary>Executes one statement with its parameters @0, @1 …; returns the number of rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> parameters) =>
        Statement(sql, parameters).ExecuteNonQuery();

    /// <summary>Starts a query. The reader must be disposed before the same statement runs again.</summary>
    public SqliteDataReader Query(string sql, params ReadOnlySpan<object?> parameters) =>
        Statement(sql, parameters).ExecuteReader();

    public object? Scalar(string sql, params ReadOnlySpan<object?> parameters) =>
        Statement(sql, parameters).ExecuteScalar();

    public void Dispose()
    {
        lock (_gate)
        {
            ForgetStatements();
            _connection.Dispose();
            _turn.Dispose();
        }
    }

    /// <summary>Prepared statements hold the schema they were made for; dropping a table must let go of them.</summary>
    public void ForgetStatements()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
    }

    private SqliteCommand Statement(string sql, ReadOnlySpan<object?> parameters)
    {
        if (!_statements.TryGetValue(sql, out var command))
        {
            command = Prepare(sql, parameters.Length);
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = parameters[i] ?? DBNull.Value;
        }

        return command;
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        if (_statements.Count >= StatementCapacity)
        {
            ForgetStatements();
        }

        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"@{i}" });
        }

        return _statements[sql] = command;
    }
}
