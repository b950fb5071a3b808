using Microsoft.Extensions.Caching.Memory;

namespace Chat.Functions.Messages;

/// <summary>The channels this instance has written to lately. Losing one costs its next message a read.</summary>
public sealed class LogWriters(ChannelLog log, Delivery delivery, TimeProvider time, Random random) : IDisposable
{
    private const int Channels = 20_000;

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = Channels, CompactionPercentage = 0.1 });
    private readonly Lock _gate = new();

    /// <summary>Appends and delivers the draft, or finds the entry that an earlier try of it has made.</summary>
    /// <param name="permission">Whether the sender may write, and moderates. An unknown head is read meanwhile; nothing is
    /// written before it has succeeded.</param>
    public async Task<Entry> SendAsync(Draft draft, Task<bool> permission, CancellationToken cancellationToken)
    {
        // Without making room for a channel that may not exist.
        var isKnown = _cache.TryGetValue(draft.ChannelId, out LogWriter? known) && known!.Head is not null;
        var reading = isKnown ? null : log.ReadHeadAsync(draft, cancellationToken);
        var moderates = await permission;
        var read = reading is null ? null : await reading;
        return await For(draft.ChannelId).SendAsync(new Send(draft, read, moderates, cancellationToken)).WaitAsync(cancellationToken);
    }

    public void Dispose() => _cache.Dispose();

    private LogWriter For(string channelId)
    {
        lock (_gate)
        {
            return _cache.GetOrCreate(channelId, entry =>
            {
                entry.Size = 1;
                return new LogWriter(log, delivery, time, random);
            })!;
        }
    }
}
