using System.Diagnostics;
using Chat.Local.FunctionsWorker;

namespace Chat.Local;

/// <summary>A functions host could not be started as a process of its own; the message holds what it wrote.</summary>
public sealed class FunctionsStartException(string message) : Exception(message);

/// <summary>The product's functions in a process of their own.</summary>
internal sealed class ChildFunctions : IFunctionsInstance
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildFunctions(Process process, Action<string> output)
    {
        _process = process;
        Ended = ReadAllAsync(output);
    }

    public Uri Address => _address.Task.Result;

    public Task Ended { get; }

    public int ProcessId => _process.Id;

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts the functions executable; returns when it answers.</summary>
    /// <param name="settings">As <c>--Section:Name=value</c>. They go by the environment, which other users cannot read:
    /// there are keys among them.</param>
    /// <param name="arguments">Further settings, which win.</param>
    /// <param name="output">Told every line it writes.</param>
    /// <exception cref="FunctionsStartException">It ended before it was up.</exception>
    public static async Task<ChildFunctions> StartAsync(
        int port,
        IEnumerable<string> settings,
        IEnumerable<string> arguments,
        Action<string> output,
        CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [typeof(Chat.Functions.Program).Assembly.Location, $"--urls=http://127.0.0.1:{port}", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var setting in settings.Append($"--{FunctionsAddress.ChildSetting}=true"))
        {
            SetEnvironment(start, setting);
        }

        var child = new ChildFunctions(Process.Start(start)!, output);
        try
        {
            await Task.WhenAny(child._address.Task, child.Ended).WaitAsync(cancellationToken);
            return child._address.Task.IsCompleted
                ? child
                : throw new FunctionsStartException($"A functions host ended before it was up (exit {child.ExitCode}).");
        }
        catch
        {
            child.Kill();
            await child.DisposeAsync();
            throw;
        }
    }

    public void Kill() => _process.Kill();

    /// <summary>Stops it in order, and with force if it takes long.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await Ended.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            Kill();
            await Ended;
        }

        _process.Dispose();
    }

    // Names of the environment may differ in case alone, and the host would not know which of them is meant.
    private static void SetEnvironment(ProcessStartInfo start, string setting)
    {
        var parts = setting[2..].Split('=', 2);
        var name = parts[0].Replace(":", "__", StringComparison.Ordinal);
        var others = start.Environment.Keys.Where(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        others.ForEach(key => start.Environment.Remove(key));
        start.Environment[name] = parts[1];
    }

    private async Task ReadAllAsync(Action<string> output)
    {
        await Task.WhenAll(
            ReadAsync(_process.StandardOutput, output), ReadAsync(_process.StandardError, output));
        await _process.WaitForExitAsync();
    }

    private async Task ReadAsync(StreamReader lines, Action<string> output)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(FunctionsAddress.Announcement, StringComparison.Ordinal))
            {
                _address.TrySetResult(new Uri(line[FunctionsAddress.Announcement.Length..]));
            }
            else
            {
                output(line);
            }
        }
    }
}
