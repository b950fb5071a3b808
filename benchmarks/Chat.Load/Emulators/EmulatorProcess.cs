using System.Diagnostics;

namespace Chat.Load.Emulators;

/// <summary>The emulators in a process of their own, so that time and memory of this one are the functions' alone.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    public const string Command = "emulators";

    private readonly Process _process;

    private EmulatorProcess(Process process, ServiceAddresses addresses) => (_process, Addresses) = (process, addresses);

    public ServiceAddresses Addresses { get; }

    public static async Task<EmulatorProcess> StartAsync(LoadOptions options)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in options.LatencyArguments().Prepend(Command).Prepend(typeof(EmulatorProcess).Assembly.Location))
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        var addresses = (await process.StandardOutput.ReadLineAsync())?.Split(' ');
        return addresses is [var cosmos, var webPubSub]
            ? new EmulatorProcess(process, new ServiceAddresses(new Uri(cosmos), new Uri(webPubSub)))
            : throw new InvalidOperationException("The emulators' process did not start.");
    }

    /// <summary>The other side: says where the emulators are, and serves until the parent is gone.</summary>
    public static async Task ServeAsync(LoadOptions options)
    {
        await using var emulators = await OwnEmulators.StartAsync(options);
        await Console.Out.WriteLineAsync($"{emulators.Addresses.Cosmos} {emulators.Addresses.WebPubSub}");
        await Console.In.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
