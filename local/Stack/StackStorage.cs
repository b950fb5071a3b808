using Chat.Local.Azurite;

namespace Chat.Local;

/// <summary>The storage account of a stack.</summary>
/// <param name="ConnectionString">What the SDKs take, and the functions as <c>AzureWebJobsStorage</c>.</param>
public sealed record StackStorage(string ConnectionString)
{
    /// <summary>Where blobs are, with the name of the account: <c>http://127.0.0.1:10000/chat</c>.</summary>
    public Uri Blob => Endpoint("BlobEndpoint");

    /// <summary>Where queues are.</summary>
    public Uri Queue => Endpoint("QueueEndpoint");

    /// <summary>Where tables are.</summary>
    public Uri Table => Endpoint("TableEndpoint");

    private Uri Endpoint(string name) => new(ConnectionString.Split(';')
        .Single(part => part.StartsWith(name + '=', StringComparison.Ordinal))[(name.Length + 1)..]);
}

/// <summary>The start of a stack's storage, which goes on beside that of other parts.</summary>
internal sealed class StorageStart : IAsyncDisposable
{
    private readonly Task<AzuriteProcess>? _own;

    /// <param name="directory">Where the data is kept; null for a stack that keeps none.</param>
    public StorageStart(LocalStackOptions options, string? directory, string key, CancellationToken cancellationToken)
    {
        var hasPorts = options.Ports is not { Blob: 0, Queue: 0, Table: 0 };
        _own = directory is null && !options.OwnStorage && !hasPorts
            ? null
            : AzuriteProcess.StartAsync(OptionsFor(options, directory, key), cancellationToken);
        Started = _own is null ? TakeSharedAsync(cancellationToken) : TakeAsync(_own);
    }

    public Task<StackStorage> Started { get; }

    /// <summary>The process, where the stack has its own.</summary>
    public AzuriteProcess? Own => _own is { IsCompletedSuccessfully: true } ? _own.Result : null;

    public async ValueTask DisposeAsync()
    {
        // A start that failed, or was given up, has told so where it was awaited, and left nothing behind.
        await ((Task)Started).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (Own is { } process)
        {
            await process.DisposeAsync();
        }
    }

    private static AzuriteOptions OptionsFor(LocalStackOptions options, string? directory, string key) => new()
    {
        BlobPort = options.Ports.Blob,
        QueuePort = options.Ports.Queue,
        TablePort = options.Ports.Table,
        DataDirectory = directory,
        Accounts = new Dictionary<string, string> { [LocalStack.Name] = key },
        Crashed = line => options.FunctionsOutput?.Invoke($"[storage] {line}"),
    };

    private static async Task<StackStorage> TakeAsync(Task<AzuriteProcess> starting) =>
        new((await starting).ConnectionString(LocalStack.Name));

    private static async Task<StackStorage> TakeSharedAsync(CancellationToken cancellationToken) =>
        new(await SharedAzurite.TakeAccountAsync(cancellationToken));
}
