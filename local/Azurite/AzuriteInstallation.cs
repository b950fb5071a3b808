using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;

namespace Chat.Local.Azurite;

/// <summary>The npm package that the build has installed, and how it is started.</summary>
internal static class AzuriteInstallation
{
    /// <summary>The environment variable with the file that names the running process.</summary>
    public const string MarkVariable = "CHAT_AZURITE_MARK";

    private static string Directory { get; } = typeof(AzuriteInstallation).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "AzuriteDirectory").Value!;

    /// <exception cref="AzuriteStartException">Node.js or the package is missing.</exception>
    public static Process Start(AzuriteOptions options, string? mark)
    {
        if (!File.Exists(Path.Combine(Directory, "node_modules", "azurite", "package.json")))
        {
            throw new AzuriteStartException(
                $"Azurite is not installed in {Directory}. Build again without -p:RunNpm=false, or run 'npm ci' there.");
        }

        var start = new ProcessStartInfo("node", [Path.Combine(Directory, "run.cjs"), .. Arguments(options)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = options.DataDirectory ?? Path.GetTempPath(),
        };

        // Settings of another Azurite, a database among them, would be taken for ours.
        foreach (var name in start.Environment.Keys.Where(IsAzurites).ToList())
        {
            start.Environment.Remove(name);
        }

        // The keys go by the environment, which other users of the machine cannot read.
        start.Environment["AZURITE_ACCOUNTS"] =
            string.Join(';', options.Accounts.Select(account => $"{account.Key}:{account.Value}"));
        start.Environment[MarkVariable] = mark ?? "";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new AzuriteStartException(
                "Azurite needs Node.js, which was not found: install Node 20.19 or newer (https://nodejs.org).", error);
        }
    }

    private static bool IsAzurites(string name) => name.StartsWith("AZURITE_", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Arguments(AzuriteOptions options) =>
    [
        "--blobPort", $"{options.BlobPort}",
        "--queuePort", $"{options.QueuePort}",
        "--tablePort", $"{options.TablePort}",
        .. options.DataDirectory is { } data ? (string[])["--location", data] : ["--inMemoryPersistence"],

        // The SDKs are newer than the newest API version this Azurite knows by name.
        "--skipApiVersionCheck",
        "--disableTelemetry",
        "--silent",
    ];
}
