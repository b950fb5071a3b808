using System.Diagnostics;
using System.Text.Json;

namespace Chat.Infra.Tests;

/// <summary>Bicep's command line tool, which NuGet's restore has brought, as the server of its JSON-RPC interface: started once, it
/// answers in a fifth of the time a start takes. It asks nothing of the network.</summary>
internal sealed class Bicep : IDisposable
{
    private static readonly Lazy<Bicep> Shared = new(() => new Bicep());

    /// <summary>What the hook that runs before provisioning would have set.</summary>
    private static readonly Dictionary<string, string> Provisioned = new()
    {
        ["CHAT_AUTH_AUTHORITY"] = "https://sign-in.example.org",
        ["CHAT_AUTH_AUDIENCE"] = "chat",
        ["CHAT_EVENT_AUDIENCE"] = "api://44444444-4444-4444-4444-444444444444",
    };

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Process _process;
    private int _lastId;

    private Bicep()
    {
        var start = new ProcessStartInfo(Find(), ["jsonrpc", "--stdio"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // What a shell exports must not decide a test.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("CHAT_", StringComparison.Ordinal)
            || name.StartsWith("AZURE_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in Provisioned)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
    }

    /// <summary>Everything the compiler and the linter say of a file and what it uses; nothing when it is clean.</summary>
    public static async Task<string> CheckAsync(string path)
    {
        var isParameters = path.EndsWith(".bicepparam", StringComparison.Ordinal);
        var result = await Shared.Value.CallAsync(
            isParameters ? "bicep/compileParams" : "bicep/compile",
            isParameters ? new { path, parameterOverrides = new { } } : new { path });
        return string.Join('\n', result.GetProperty("diagnostics").EnumerateArray().Select(one => one.ToString()));
    }

    /// <summary>The file as the formatter would write it.</summary>
    public static async Task<string> FormatAsync(string path) =>
        (await Shared.Value.CallAsync("bicep/format", new { path })).GetProperty("contents").GetString()!;

    /// <summary>What a deployment would create, as the command <c>snapshot</c> writes it.</summary>
    /// <exception cref="BicepException">The template does not compile, or refuses the parameters.</exception>
    public static async Task<string> SnapshotAsync(string path)
    {
        // Nothing of this exists.
        var metadata = new
        {
            tenantId = "22222222-2222-2222-2222-222222222222",
            subscriptionId = "11111111-1111-1111-1111-111111111111",
            location = "westeurope",
            deploymentName = "chat",
            resourceGroup = (string?)null,
        };
        var result = await Shared.Value.CallAsync("bicep/getSnapshot", new { path, metadata, externalInputs = (object?)null });
        return result.GetProperty("snapshot").GetString()!;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
    }

    private async Task<JsonElement> CallAsync(string method, object parameters)
    {
        await _turn.WaitAsync();
        try
        {
            var id = ++_lastId;
            var body = JsonSerializer.SerializeToUtf8Bytes(new { jsonrpc = "2.0", id, method, @params = new[] { parameters } });
            var input = _process.StandardInput.BaseStream;
            await input.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"));
            await input.WriteAsync(body);
            await input.FlushAsync();
            var answer = await ReadAsync(_process.StandardOutput.BaseStream);
            return answer.TryGetProperty("error", out var error)
                ? throw new BicepException(error.GetProperty("message").GetString()!)
                : answer.GetProperty("result");
        }
        finally
        {
            _turn.Release();
        }
    }

    private static async Task<JsonElement> ReadAsync(Stream output)
    {
        var header = "";
        var one = new byte[1];
        while (!header.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await output.ReadExactlyAsync(one);
            header += (char)one[0];
        }

        var length = header.Split("\r\n").Single(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        var body = new byte[int.Parse(length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)];
        await output.ReadExactlyAsync(body);
        return JsonDocument.Parse(body).RootElement;
    }

    private static string Find()
    {
        var path = Path.Combine(Repository.BicepTools, OperatingSystem.IsWindows() ? "bicep.exe" : "bicep");
        if (!OperatingSystem.IsWindows())
        {
            // A package keeps no permissions.
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
        }

        return path;
    }
}

internal sealed class BicepException(string message) : Exception(message);
