using System.Diagnostics;
using Chat.Local.Azurite;
using System.Text.RegularExpressions;

namespace Chat.Local.Tests.Stack;

/// <summary>The real command in a process of its own, so that it can be killed.</summary>
internal sealed class StackProcess : IAsyncDisposable
{
    private static readonly string[] Parts = ["Functions", "Web PubSub", "Cosmos DB", "Event Grid", "Blobs", "Queues", "Sign-in", "Web"];

    private readonly Process _process;
    private readonly string _data;

    private StackProcess(Process process, string data, IReadOnlyDictionary<string, Uri> addresses) =>
        (_process, _data, Addresses) = (process, data, addresses);

    /// <summary>Where each part listens, by the name the command prints it with.</summary>
    public IReadOnlyDictionary<string, Uri> Addresses { get; }

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts on free ports.</summary>
    /// <param name="data">The data directory.</param>
    /// <param name="setUp">Changes where and with which environment it runs.</param>
    public static async Task<StackProcess> StartAsync(string data, Action<ProcessStartInfo>? setUp = null)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [
                typeof(LocalStack).Assembly.Location, "--data", data,
                "--functions-port=0", "--webpubsub-port=0", "--cosmos-port=0", "--identity-port=0", "--web-port=0",
                "--eventgrid-port=0", "--blob-port=0", "--queue-port=0", "--table-port=0",
            ])
        {
            RedirectStandardOutput = true,
        };
        setUp?.Invoke(start);
        var process = Process.Start(start)!;
        try
        {
            return new StackProcess(process, data, await ReadAddressesAsync(process.StandardOutput));
        }
        catch
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>SIGKILL: the process gets no chance to do anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        // After a kill its Azurite still writes for a moment: nobody could delete the directory meanwhile.
        await AzuriteMark.UntilGoneAsync(Path.Combine(_data, "storage"), TestContext.Current.CancellationToken);
        _process.Dispose();
    }

    private static async Task<Dictionary<string, Uri>> ReadAddressesAsync(StreamReader output)
    {
        var addresses = new Dictionary<string, Uri>();
        var said = new List<string>();
        while (!addresses.ContainsKey("Web"))
        {
            var line = await output.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.True(line is not null, "The stack ended: " + string.Join('\n', said));
            said.Add(line);
            var found = Regex.Match(line, @"^  (?:(?<part>[A-Z][\w -]+?) +)?(?<address>http://\S+)$");
            if (found.Success)
            {
                var part = found.Groups["part"].Value is { Length: > 0 } named ? named : "Web";
                addresses[part] = new Uri(found.Groups["address"].Value);
            }
        }

        Assert.Equal(Parts.Order(), addresses.Keys.Order());
        return addresses;
    }
}
