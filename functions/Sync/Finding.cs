using Chat.Functions.Messages;

namespace Chat.Functions.Sync;

/// <summary>What looking up numbers has shown of one channel.</summary>
/// <param name="Entries">What the device lacks, ascending, as far as it was found.</param>
/// <param name="IsWhole">Whether that is all there is; otherwise the log is to be read.</param>
/// <param name="Expected">How many entries the channel has for the device, more or less.</param>
public sealed record Finding(Standing Standing, IReadOnlyList<Entry> Entries, bool IsWhole, int Expected)
{
    /// <summary>Whether the device is to begin anew, with the last entries there are.</summary>
    public bool IsWindow => Standing.Above is null;

    public bool HasNews => !IsWhole || Entries.Count > 0;

    /// <summary>Since when the device has lacked something, as far as that is known.</summary>
    public DateTimeOffset WaitingSince => Entries is [var first, ..] ? first.CreatedAt : DateTimeOffset.MinValue;
}
