using System.Security.Cryptography;
using System.Text.Json;
using Chat.Local.Identity;

namespace Chat.Local;

/// <summary>The secrets of one stack, made at its first start: none is in the repository, and none is shared by two
/// people.</summary>
internal sealed record StackKeys(string Cosmos, string WebPubSub, string WebPubSubSecondary, string IdentityPem)
{
    /// <summary>Of the storage account, as of all that came later: data of an older build has none yet.</summary>
    public string Storage { get; init; } = RandomKey(64);

    public string EventGrid { get; init; } = RandomKey(32);

    public static StackKeys Create() => new(
        RandomKey(64), RandomKey(64), RandomKey(64), SigningKey.Create().ToPem());

    private const int MinimumKeyBytes = 32;

    /// <exception cref="DataDirectoryException">The file cannot be read, written or understood.</exception>
    public static StackKeys Of(DataDirectory data)
    {
        try
        {
            return ReadOrCreate(data);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataDirectoryException($"{data.KeysFile} cannot be used: {error.Message}", error);
        }
    }

    private static StackKeys ReadOrCreate(DataDirectory data)
    {
        if (!File.Exists(data.KeysFile))
        {
            var keys = Create();
            keys.Write(data.KeysFile);
            return keys;
        }

        try
        {
            var keys = JsonSerializer.Deserialize<StackKeys>(File.ReadAllBytes(data.KeysFile))
                ?? throw new JsonException();
            keys.Check();
            return keys.Kept(data.KeysFile);
        }
        catch (Exception error) when (error is JsonException or FormatException or ArgumentException or CryptographicException)
        {
            throw new DataDirectoryException(
                $"{data.KeysFile} is damaged. --reset deletes the data and starts anew.", error);
        }
    }

    // What a part would refuse at its start, with an exception that does not name the file.
    private void Check()
    {
        foreach (var key in (string?[])[Cosmos, WebPubSub, WebPubSubSecondary, Storage, EventGrid])
        {
            if (Convert.FromBase64String(key ?? "").Length < MinimumKeyBytes)
            {
                throw new FormatException("A key is missing or too short.");
            }
        }

        _ = SigningKey.FromPem(IdentityPem ?? "");
    }

    // A key that was made just now has to be the same next time.
    private StackKeys Kept(string file)
    {
        using var written = JsonDocument.Parse(File.ReadAllBytes(file));
        if (!Names().All(name => written.RootElement.TryGetProperty(name, out _)))
        {
            Write(file);
        }

        return this;
    }

    private static string[] Names() => [nameof(Storage), nameof(EventGrid)];

    private static string RandomKey(int bytes) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));

    private void Write(string file)
    {
        // Readable by its owner alone from the first byte on, and in place whole or not at all.
        var unfinished = file + ".new";
        File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(unfinished, options))
        {
            JsonSerializer.Serialize(stream, this);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file, overwrite: true);
    }
}
