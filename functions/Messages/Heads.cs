using Chat.Functions.Platform;
using Microsoft.Extensions.Caching.Memory;

namespace Chat.Functions.Messages;

/// <summary>What this instance knows of the channels it has written to lately. Never more than a hint: only a create that
/// succeeds makes a head true. Losing it costs one read.</summary>
public sealed class Heads : IDisposable
{
    private const int Channels = 20_000;

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = Channels, CompactionPercentage = 0.1 });
    private readonly Lock _gate = new();

    /// <summary>The head as last seen, without making room for a channel that may not exist.</summary>
    public Head? Peek(string channelId) => _cache.TryGetValue(channelId, out Slot? slot) ? slot!.Head : null;

    /// <summary>The slot of a channel that exists.</summary>
    public Slot For(string channelId)
    {
        lock (_gate)
        {
            return _cache.GetOrCreate(channelId, entry =>
            {
                entry.Size = 1;
                return new Slot();
            })!;
        }
    }

    public void Dispose() => _cache.Dispose();

#pragma warning disable CA1001 // A semaphore whose wait handle is never asked for holds nothing to dispose of.
    /// <summary>One channel here: its head, and the turn of those who append to it. Two instances collide and try again;
    /// within one, waiting is cheaper.</summary>
    public sealed class Slot
#pragma warning restore CA1001
    {
        private const int MostWaiting = 100;

        private readonly SemaphoreSlim _turn = new(1);
        private int _waiting;

        /// <summary>The head as last seen, or null. Written in one's turn only.</summary>
        public Head? Head { get; set; }

        public static ChatException Overloaded() =>
            ChatException.Overloaded("Too many messages to this channel at once.", retryAfterMs: 1_000);

        /// <exception cref="ChatException">Too many wait already: refused rather than kept waiting.</exception>
        public async Task<T> TakeTurnAsync<T>(Func<Task<T>> append, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _waiting) > MostWaiting)
            {
                Interlocked.Decrement(ref _waiting);
                throw Overloaded();
            }

            try
            {
                await _turn.WaitAsync(cancellationToken);
                try
                {
                    return await append();
                }
                finally
                {
                    _turn.Release();
                }
            }
            finally
            {
                Interlocked.Decrement(ref _waiting);
            }
        }
    }
}
