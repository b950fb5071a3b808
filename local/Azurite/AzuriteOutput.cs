using System.Diagnostics;
using System.Text.RegularExpressions;
using Chat.Local.Emulation;

namespace Chat.Local.Azurite;

/// <summary>What an Azurite process writes: where its services listen, and why it ended.</summary>
internal sealed partial class AzuriteOutput
{
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, Uri> _services = [];
    private volatile string _lastWords = "";

    public AzuriteOutput(Process process) =>
        Ended = Task.WhenAll(ReadAsync(process.StandardOutput, Understand), ReadAsync(process.StandardError, Remember));

    /// <summary>Completes when there is nothing more to read: the process has ended.</summary>
    public Task Ended { get; }

    /// <summary>Completes when all services have said where they listen.</summary>
    public Task Listening => _listening.Task;

    public bool IsListening => _listening.Task.IsCompleted;

    /// <summary>The last line it wrote to its standard error, if any.</summary>
    public string LastWords => _lastWords;

    public Uri Blob => _services["Blob"];

    public Uri Queue => _services["Queue"];

    public Uri Table => _services["Table"];

    /// <summary>The error of one that ended before it was up.</summary>
    public Exception WhyNot(AzuriteOptions options, int exitCode)
    {
        var ended = new AzuriteStartException($"Azurite ended before it was up (exit {exitCode}). {_lastWords}".TrimEnd());
        if (!_lastWords.Contains("EADDRINUSE", StringComparison.Ordinal))
        {
            return ended;
        }

        // One after the other: it ended at the first service that did not come to listen.
        var (name, port) = !_services.ContainsKey("Blob") ? ("blob", options.BlobPort)
            : !_services.ContainsKey("Queue") ? ("queue", options.QueuePort)
            : ("table", options.TablePort);
        return new PortTakenException($"{name} storage", port, ended);
    }

    private static async Task ReadAsync(StreamReader lines, Action<string> take)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            take(line);
        }
    }

    private void Understand(string line)
    {
        if (AddressForm().Match(line) is not { Success: true } found)
        {
            return;
        }

        _services[found.Groups["service"].Value] = new Uri(found.Groups["address"].Value);
        if (_services.Count == 3)
        {
            _listening.TrySetResult();
        }
    }

    private void Remember(string line) => _lastWords = line;

    [GeneratedRegex(@"^Azurite (?<service>Blob|Queue|Table) service is successfully listening at (?<address>\S+)$")]
    private static partial Regex AddressForm();
}
