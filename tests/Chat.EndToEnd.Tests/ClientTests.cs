using System.Diagnostics;
using System.Reflection;
using Chat.Local;

namespace Chat.EndToEnd.Tests;

/// <summary>The client's own checks, so that one command runs them all. Its packages are installed by the
/// build.</summary>
public sealed class ClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static string ClientFolder { get; } = Path.Combine(
        typeof(LocalStack).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "RepositoryRoot").Value!,
        "client");

    [Theory]
    [InlineData("check")]
    [InlineData("test")]
    public async Task The_client_passes_its_own(string script)
    {
        var start = new ProcessStartInfo("npm", ["run", script])
        {
            WorkingDirectory = ClientFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Process.Start(start)!;
        var output = npm.StandardOutput.ReadToEndAsync();
        var errors = npm.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await npm.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
        }

        Assert.True(npm.HasExited && npm.ExitCode == 0, $"npm run {script} failed.\n{await output}\n{await errors}");
    }
}
