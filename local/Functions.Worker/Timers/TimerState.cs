using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.FunctionsWorker;

/// <summary>What the instances of an app share of a timer, in files of one directory: a lock that one of them holds, and
/// where the schedule stands. In Azure both are blobs of the app's storage account.</summary>
internal sealed class TimerState : IDisposable
{
    private readonly FileStream? _lock;
    private readonly string? _statusFile;

    private TimerState(FileStream? held, string? statusFile) => (_lock, _statusFile) = (held, statusFile);

    /// <summary>The state, held until it is disposed of or the process ends, however it ends; null while another
    /// instance holds it.</summary>
    /// <param name="directory">Null where the host is alone: nothing is shared, and nothing is remembered.</param>
    public static TimerState? TryTake(string? directory, string functionId)
    {
        if (directory is null)
        {
            return new TimerState(null, null);
        }

        Directory.CreateDirectory(directory);
        return LockFile.TryTake(Path.Combine(directory, $"{functionId}.lock")) is { } held
            ? new TimerState(held, Path.Combine(directory, $"{functionId}.json"))
            : null;
    }

    public ScheduleStatus? Read()
    {
        if (_statusFile is null || !File.Exists(_statusFile))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<ScheduleStatus>(File.ReadAllBytes(_statusFile));
        }
        catch (JsonException)
        {
            // Half written when a process was killed: the schedule begins anew, as a new timer's does.
            return null;
        }
    }

    public void Write(ScheduleStatus status)
    {
        if (_statusFile is not null)
        {
            File.WriteAllBytes(_statusFile, JsonSerializer.SerializeToUtf8Bytes(status));
        }
    }

    public void Dispose() => _lock?.Dispose();
}
