using Chat.Local.FunctionsWorker;

namespace Chat.Local;

/// <summary>The directory cannot serve as a data directory; the message says why, in words for the person at the
/// keyboard.</summary>
public sealed class DataDirectoryException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Where a stack keeps its data, held by one stack at a time. The lock is the operating system's: it ends with
/// the process, however that ends.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const string Marker = "Data of a Chat.Functions local stack. This file is locked while the stack runs.\n";

    private const string LockName = "stack.lock";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream heldLock) => (FullPath, _lock) = (path, heldLock);

    public string FullPath { get; }

    public string KeysFile => Path.Combine(FullPath, "keys.json");

    public string CosmosFile => Path.Combine(FullPath, "cosmos.db");

    /// <summary>Where timers of the functions keep what is due.</summary>
    public string TimersDirectory => Path.Combine(FullPath, "timers");

    /// <summary>Where Azurite keeps queues, blobs and tables.</summary>
    public string StorageDirectory => Path.Combine(FullPath, "storage");

    /// <summary>Where events go that no subscriber took.</summary>
    public string DeadLettersFile => Path.Combine(FullPath, "dead-letters.jsonl");

    /// <exception cref="DataDirectoryException">It is in use, is not one of ours, or cannot be written.</exception>
    public static DataDirectory Open(string path)
    {
        path = Path.GetFullPath(path);
        try
        {
            RefuseForeign(path);
            CreatePrivate(path);
            var held = TakeLock(path);
            MakePrivate(path);
            return new DataDirectory(path, held);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataDirectoryException($"The data directory {path} cannot be used: {error.Message}", error);
        }
    }

    /// <summary>Deletes what a stack has written here, and nothing else.</summary>
    public void Reset()
    {
        string[] written =
        [
            KeysFile, KeysFile + ".new", DeadLettersFile,
            CosmosFile, CosmosFile + "-wal", CosmosFile + "-shm", CosmosFile + "-journal",
        ];
        foreach (var file in written)
        {
            File.Delete(file);
        }

        foreach (var directory in (string[])[TimersDirectory, StorageDirectory])
        {
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    public void Dispose() => _lock.Dispose();

    private static void RefuseForeign(string path)
    {
        if (Directory.Exists(path)
            && !File.Exists(Path.Combine(path, LockName))
            && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw NotOurs(path);
        }
    }

    // People's messages are in there: nobody else on the machine needs to look.
    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }

    // One that was there before may be open to all. One of another owner, or on a file system without modes, cannot be
    // changed and stays as it is.
    private static void MakePrivate(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            try
            {
                File.SetUnixFileMode(path, OwnerOnly);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    private static FileStream TakeLock(string path)
    {
        var held = LockFile.TryTake(Path.Combine(path, LockName)) ?? throw new DataDirectoryException(
            $"The data directory {path} is in use by another running stack. "
            + "Stop that one, or choose another with --data.");
        if (held.Length == 0)
        {
            held.Write(System.Text.Encoding.UTF8.GetBytes(Marker));
            held.Flush(flushToDisk: true);
        }
        else if (new StreamReader(held).ReadToEnd() != Marker)
        {
            held.Dispose();
            throw NotOurs(path);
        }

        return held;
    }

    private static DataDirectoryException NotOurs(string path) =>
        new($"The directory {path} holds files that are not of a local stack. Choose a new or empty one with --data.");
}
