using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Chat.Local.Tests.WebPubSub;

/// <summary>One run of the official npm clients' tests, each file against an emulator of its own.</summary>
public sealed partial class OfficialClients : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Dictionary<(string File, string Title), string?> _failures = [];
    private string _output = "";

    private static string Folder { get; } =
        typeof(OfficialClients)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "ConformanceDirectory")
            .Value!;

    /// <summary>Every test that the files declare, so that one that did not run is missed.</summary>
    public static IEnumerable<(string File, string Title)> Declared() =>
        from path in Files()
        from Match match in TitlePattern().Matches(File.ReadAllText(path))
        select (NameOf(path), match.Groups["title"].Value);

    /// <summary>Fails with the test's own message, or because it did not run.</summary>
    public void AssertPassed(string file, string title)
    {
        Assert.True(_failures.TryGetValue((file, title), out var failure), $"'{title}' did not run.\n{_output}");
        Assert.True(failure is null, failure);
    }

    public async ValueTask InitializeAsync()
    {
        var emulators = new Dictionary<string, ControlledEmulator>();
        foreach (var file in Files().Select(NameOf))
        {
            emulators[file] = await ControlledEmulator.StartAsync(
                file == "expiry" ? TimeSpan.Zero : TimeSpan.FromSeconds(30));
        }

        var report = Path.GetTempFileName();
        try
        {
            _output = await RunAsync(emulators, report);
            Read(await File.ReadAllTextAsync(report));
        }
        finally
        {
            File.Delete(report);
            foreach (var emulator in emulators.Values)
            {
                await emulator.DisposeAsync();
            }
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<string> RunAsync(Dictionary<string, ControlledEmulator> emulators, string report)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            Path.Combine("node_modules", "vitest", "vitest.mjs"),
            "run",
            "--reporter=json",
            "--outputFile=" + report,
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["WEB_PUBSUB_EMULATORS"] = JsonSerializer.Serialize(
            emulators.ToDictionary(
                pair => pair.Key,
                pair => new { connectionString = pair.Value.ConnectionString, control = pair.Value.Control.AbsoluteUri }
            ));
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await node.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            node.Kill(entireProcessTree: true);
        }

        return await output + await errors;
    }

    private void Read(string report)
    {
        if (report.Length == 0)
        {
            return;
        }

        using var json = JsonDocument.Parse(report);
        foreach (var file in json.RootElement.GetProperty("testResults").EnumerateArray())
        {
            foreach (var test in file.GetProperty("assertionResults").EnumerateArray())
            {
                var key = (NameOf(file.GetProperty("name").GetString()!), test.GetProperty("title").GetString()!);
                var messages = test.GetProperty("failureMessages")
                    .EnumerateArray()
                    .Select(message => message.GetString());
                var status = test.GetProperty("status").GetString();
                _failures[key] = status == "passed" ? null : $"{status}: {string.Join('\n', messages)}";
            }
        }
    }

    private static string[] Files() => Directory.GetFiles(Folder, "*.test.mjs");

    private static string NameOf(string path) =>
        Path.GetFileName(path).Replace(".test.mjs", "", StringComparison.Ordinal);

    [GeneratedRegex("""^test\("(?<title>[^"]+)",""", RegexOptions.Multiline)]
    private static partial Regex TitlePattern();
}
