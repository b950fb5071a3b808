using System.Diagnostics;
using Chat.Local.Emulation;

namespace Chat.Local.Azurite;

/// <summary>Azurite, the official emulator of Azure Storage, in a process that ends with this one.</summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    // What is open is closed at once; a slow disk needs a little longer for the rest.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly AzuriteOptions _options;
    private readonly Process _process;
    private readonly AzuriteOutput _output;
    private volatile bool _stopping;

    private AzuriteProcess(AzuriteOptions options, Process process)
    {
        (_options, _process, _output) = (options, process, new AzuriteOutput(process));
        Ended = WatchAsync();
    }

    /// <summary>Where the blob service listens, for example <c>http://127.0.0.1:10000/</c>.</summary>
    public Uri Blob => _output.Blob;

    public Uri Queue => _output.Queue;

    public Uri Table => _output.Table;

    /// <summary>The operating system's number of the process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Completes when the process is gone, whatever the reason.</summary>
    public Task Ended { get; }

    /// <summary>Starts Azurite; returns when all three services answer. One that still writes the same data is waited
    /// for.</summary>
    /// <exception cref="AzuriteStartException">It cannot run: Node.js or the package is missing, or it ended.</exception>
    /// <exception cref="PortException">One of the ports is taken.</exception>
    public static async Task<AzuriteProcess> StartAsync(
        AzuriteOptions options, CancellationToken cancellationToken = default)
    {
        var mark = options.DataDirectory is { } data ? AzuriteMark.In(data) : null;
        if (mark is not null)
        {
            Directory.CreateDirectory(options.DataDirectory!);
            await AzuriteMark.UntilGoneAsync(options.DataDirectory!, cancellationToken);
        }

        var started = new AzuriteProcess(options, AzuriteInstallation.Start(options, mark));
        try
        {
            await started.UntilReadyAsync(cancellationToken);
            return started;
        }
        catch
        {
            started.Kill();
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the SDKs take: <c>AzureWebJobsStorage</c> of the functions.</summary>
    /// <param name="account">One of the options' accounts.</param>
    public string ConnectionString(string account) =>
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={_options.Accounts[account]};"
        + $"BlobEndpoint={Blob}{account};QueueEndpoint={Queue}{account};TableEndpoint={Table}{account};";

    /// <summary>Ends the process without giving it a chance to write what it holds.</summary>
    public void Kill()
    {
        _stopping = true;
        _process.Kill();
    }

    /// <summary>Stops it in order, so that everything is written, and with force if it takes long.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _process.StandardInput.Close();
        try
        {
            await Ended.WaitAsync(StopPatience);
        }
        catch (TimeoutException)
        {
            _process.Kill();
            await Ended;
        }

        _process.Dispose();
    }

    private async Task WatchAsync()
    {
        await _output.Ended;
        await _process.WaitForExitAsync();
        if (!_stopping && _output.IsListening)
        {
            _options.Crashed?.Invoke(
                $"Azurite has ended by itself (exit {_process.ExitCode}): queues and blobs are out of reach until the "
                + $"stack is started anew. {_output.LastWords}".TrimEnd());
        }
    }

    private async Task UntilReadyAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StartPatience);
        try
        {
            await Task.WhenAny(_output.Listening, Ended).WaitAsync(patience.Token);
            if (!_output.IsListening)
            {
                throw _output.WhyNot(_options, _process.ExitCode);
            }

            await Task.WhenAll(AskAsync(Blob, patience.Token), AskAsync(Queue, patience.Token), AskAsync(Table, patience.Token));
        }
        catch (Exception error) when (
            error is HttpRequestException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new AzuriteStartException($"Azurite does not answer. {_output.LastWords}", error);
        }
    }

    // Any answer will do: a request without a key is refused by a service that is up.
    private static async Task AskAsync(Uri service, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await http.GetAsync(new Uri(service, "any?comp=list"), cancellationToken);
    }
}
