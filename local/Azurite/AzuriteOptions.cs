using System.Security.Cryptography;

namespace Chat.Local.Azurite;

/// <summary>How an <see cref="AzuriteProcess"/> runs.</summary>
public sealed record AzuriteOptions
{
    private const int KeyBytes = 64;

    /// <summary>The port of the blob service; 0 takes a free one, as with the others.</summary>
    public int BlobPort { get; init; }

    public int QueuePort { get; init; }

    public int TablePort { get; init; }

    /// <summary>Where the data is kept. When null, nothing outlives the process.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The storage accounts: name to key, a key being base64.</summary>
    public required IReadOnlyDictionary<string, string> Accounts { get; init; }

    /// <summary>Told once when the process has ended by itself, in words for the person at the keyboard.</summary>
    public Action<string>? Crashed { get; init; }

    /// <summary>A key for an account.</summary>
    public static string RandomKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));
}
