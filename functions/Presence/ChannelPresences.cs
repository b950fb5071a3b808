using Chat.Functions.Channels;
using Microsoft.Extensions.Caching.Memory;

namespace Chat.Functions.Presence;

/// <summary>Pages of members' presences, kept for some seconds in this instance: when a large channel gets lively, many open it
/// at once. What one of them may not see is taken out afterwards.</summary>
public sealed class ChannelPresences(Memberships memberships, PresenceBoard board, TimeProvider time) : IDisposable
{
    private const int MostPages = 1_000;

    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private readonly MemoryCache _pages = new(new MemoryCacheOptions { SizeLimit = MostPages, CompactionPercentage = 0.1 });

    public async Task<(IReadOnlyList<ShownPresence> Members, bool More)> ReadAsync(
        string channelId, MemberPage page, CancellationToken cancellationToken)
    {
        if (_pages.TryGetValue((channelId, page), out Page? known) && time.GetElapsedTime(known!.ReadAt) < Freshness)
        {
            return (known.Members, known.More);
        }

        var readAt = time.GetTimestamp();
        var found = await memberships.ListAsync(channelId, page.After, page.ToRead, cancellationToken);
        List<string> userIds = [.. found.Take(page.Limit).Select(member => member.UserId)];
        var read = new Page(await board.FindShownAsync(userIds, cancellationToken), found.Count > page.Limit, readAt);
        _pages.Set((channelId, page), read, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Freshness });
        return (read.Members, read.More);
    }

    public void Dispose() => _pages.Dispose();

    private sealed record Page(IReadOnlyList<ShownPresence> Members, bool More, long ReadAt);
}
