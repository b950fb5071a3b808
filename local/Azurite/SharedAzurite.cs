using System.Globalization;

namespace Chat.Local.Azurite;

/// <summary>One Azurite for everything in this process that keeps no data, tests above all: a start costs seconds and
/// 120 MB. Each who asks gets a storage account of its own, so that nobody meets another's queues.</summary>
public static class SharedAzurite
{
    private const int AccountsPerProcess = 200;

    private static readonly Lock _gate = new();
    private static Task<AzuriteProcess>? s_process;
    private static int s_taken;

    /// <summary>The connection string of an account that nobody had before. The process is started at the first call,
    /// and ends with this one.</summary>
    /// <exception cref="AzuriteStartException">It cannot run.</exception>
    public static async Task<string> TakeAccountAsync(CancellationToken cancellationToken = default)
    {
        Task<AzuriteProcess> process;
        int number;
        lock (_gate)
        {
            if (s_process is null or { IsFaulted: true } || IsGone(s_process) || s_taken == AccountsPerProcess)
            {
                // Not the caller's token: others wait for it too.
                s_process = Task.Run(() => AzuriteProcess.StartAsync(new AzuriteOptions { Accounts = Accounts() }), CancellationToken.None);
                s_taken = 0;
            }

            (process, number) = (s_process, s_taken++);
        }

        return (await process.WaitAsync(cancellationToken)).ConnectionString(Name(number));
    }

    private static bool IsGone(Task<AzuriteProcess> process) =>
        process.IsCompletedSuccessfully && process.Result.Ended.IsCompleted;

    private static Dictionary<string, string> Accounts() =>
        Enumerable.Range(0, AccountsPerProcess).ToDictionary(Name, _ => AzuriteOptions.RandomKey());

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"chat{number:d3}");
}
