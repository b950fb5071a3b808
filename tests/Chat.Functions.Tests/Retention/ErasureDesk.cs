using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Functions.Presence;
using Chat.Functions.Retention;
using Chat.Functions.Tests.Messages;
using Chat.Functions.Users;

namespace Chat.Functions.Tests.Retention;

/// <summary>An administrator's erasures, as one instance of the functions carries them out.</summary>
internal sealed class ErasureDesk(LogFixture fixture, int bucketSize, LogWriters writers, TimeProvider time)
{
    private readonly Erasures _erasures = new(fixture.Database);

    /// <summary>One request: it works as long as its time allows.</summary>
    public async Task<Erasure> ContinueAsync(string erasureId, string userId)
    {
        var entries = fixture.Entries(bucketSize);
        var work = new ErasureWork(
            _erasures, new ReceiptPlan(entries), new Redaction(entries, fixture.Settling(bucketSize)), entries, writers,
            new Profiles(fixture.Database, new UserDirectory(fixture.Database), time),
            new PresenceBoard(fixture.Database), new PresenceRules(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(450)), time);
        var stored = await _erasures.FindOrCreateAsync(new Erasure(erasureId, userId, time.GetUtcNow()), CancellationToken.None);
        return await work.ContinueAsync(stored, CancellationToken.None);
    }

    /// <summary>One request that a fault may end.</summary>
    public async Task<Erasure?> TryContinueAsync(string erasureId, string userId)
    {
        try
        {
            return await ContinueAsync(erasureId, userId);
        }
        catch (Exception error) when (ErrorLog.Describe(error) is { Code: not ErrorCode.Internal, RetryAfterMs: not null })
        {
            return null;
        }
    }

    public async Task<List<(string ChannelId, long Seq)>> ReceiptAsync(string erasureId)
    {
        var receipt = new List<(string, long)>();
        for (var number = 1; await _erasures.FindPageAsync(erasureId, number, CancellationToken.None) is { } page; number++)
        {
            receipt.AddRange(page.Seqs.Select(seq => (page.Place.ChannelId, seq)));
        }

        return receipt;
    }
}
