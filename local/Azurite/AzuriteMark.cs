using System.Diagnostics;
using System.Globalization;

namespace Chat.Local.Azurite;

/// <summary>The file that names the Azurite which has a data directory. After a kill of the stack that one still writes
/// for a moment, and keeps its ports.</summary>
internal static class AzuriteMark
{
    // Longer than one needs that is asked to stop. What lives on after that has taken over the number of a dead one.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    public static string In(string dataDirectory) => Path.Combine(dataDirectory, "running");

    /// <summary>Completes when no Azurite has the directory any more.</summary>
    public static async Task UntilGoneAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        if (!File.Exists(In(dataDirectory))
            || !int.TryParse(await File.ReadAllTextAsync(In(dataDirectory), cancellationToken),
                NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || Find(id) is not { } process)
        {
            return;
        }

        using (process)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static Process? Find(int id)
    {
        try
        {
            var process = Process.GetProcessById(id);
            return process.ProcessName.Contains("node", StringComparison.OrdinalIgnoreCase) ? process : null;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
