using Chat.Local.Cosmos.Storage;

namespace Chat.Local.Cosmos.Items;

/// <summary>Runs item operations: alone, or several as one transaction.</summary>
internal sealed class ItemService(SqliteStore store, TimeProvider time)
{
    /// <summary>An answer and the lsn the session token carries.</summary>
    internal readonly record struct Outcome<T>(T Value, long Lsn);

    public Task<Outcome<ItemResult>> RunAsync(Container container, ItemCommand command) =>
        store.InTurnAsync(() => Run(container, command));

    /// <summary>All commands, or none: when one fails the others answer 424 and nothing is written.</summary>
    public Task<Outcome<IReadOnlyList<ItemResult>>> RunAtomicAsync(
        Container container, IReadOnlyList<ItemCommand> commands) =>
        store.InTurnAsync(() => RunAtomic(container, commands));

    /// <summary>Runs a reading of the container as it stands at one moment.</summary>
    public Task<Outcome<T>> InSessionAsync<T>(Container container, Func<SqliteStore, ItemTable, T> work) =>
        store.InTurnAsync(() => InSession(container, work));

    public static ItemResult Failed(CosmosError error) =>
        new(error.Status, null, null, RequestCharge.Miss, error.SubStatus);

    private Outcome<ItemResult> Run(Container container, ItemCommand command)
    {
        if (command.Verb == ItemVerb.Read)
        {
            return InSession(container, (_, table) => ItemReader.Read(table, command));
        }

        return store.Write(session =>
        {
            var table = Table(session, container);
            var result = new ItemTransaction(table).Run(command);
            return new Outcome<ItemResult>(result, table.CurrentLsn());
        });
    }

    private Outcome<IReadOnlyList<ItemResult>> RunAtomic(Container container, IReadOnlyList<ItemCommand> commands)
    {
        try
        {
            return store.Write(session =>
            {
                var table = Table(session, container);
                var transaction = new ItemTransaction(table);
                IReadOnlyList<ItemResult> results =
                    [.. commands.Select((command, index) => RunOne(transaction, command, index))];
                return new Outcome<IReadOnlyList<ItemResult>>(results, table.CurrentLsn());
            });
        }
        catch (BatchAborted aborted)
        {
            var skipped = new ItemResult(424, null, null, 0);
            return InSession<IReadOnlyList<ItemResult>>(container, (_, _) =>
                [.. commands.Select((_, index) => index == aborted.Index ? aborted.Result : skipped)]);
        }
    }

    private Outcome<T> InSession<T>(Container container, Func<SqliteStore, ItemTable, T> work) => store.Read(session =>
    {
        var table = Table(session, container);
        return new Outcome<T>(work(session, table), table.CurrentLsn());
    });

    private static ItemResult RunOne(ItemTransaction transaction, ItemCommand command, int index)
    {
        ItemResult result;
        try
        {
            result = transaction.Run(command);
        }
        catch (CosmosError error)
        {
            throw new BatchAborted(index, Failed(error));
        }

        return command.MinimalReturn && command.Verb != ItemVerb.Read ? result with { Body = null } : result;
    }

    private ItemTable Table(SqliteStore session, Container container) =>
        new(session, container, time.GetUtcNow().ToUnixTimeSeconds());

    private sealed class BatchAborted(int index, ItemResult result) : Exception
    {
        public int Index { get; } = index;

        public ItemResult Result { get; } = result;
    }
}
