namespace Chat.Local.FunctionsWorker;

/// <summary>A file that one process at a time holds. The lock is the operating system's: it ends with the process,
/// however that ends.</summary>
public static class LockFile
{
    /// <summary>Opens the file, made when it is missing, and holds it until the stream is disposed of; null while
    /// another holds it.</summary>
    /// <exception cref="IOException">The file cannot be opened for another reason.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write it.</exception>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (IsHeld(error))
        {
            return null;
        }
    }

    // ERROR_SHARING_VIOLATION of Windows; elsewhere the errno EWOULDBLOCK of Linux or of macOS and BSD.
    private static bool IsHeld(IOException error) => error.HResult is unchecked((int)0x80070020) or 11 or 35;
}
