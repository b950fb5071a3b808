using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Platform;

public enum RatedAction
{
    Send,
    Creation,
    Invitation,
    Addition,
    Presence,
}

/// <summary>How often a user may do something, counted by this instance alone: asking a database would cost what the limit
/// is to save. With n instances a user may do up to n times as much.</summary>
public sealed class RateLimits : IDisposable
{
    /// <summary>Users times actions; beyond it, who has been quiet the longest is forgotten and begins with a full burst.</summary>
    private const int Remembered = 100_000;

    private readonly MemoryCache _buckets = new(new MemoryCacheOptions { SizeLimit = Remembered, CompactionPercentage = 0.1 });
    private readonly Lock _gate = new();
    private readonly Dictionary<RatedAction, Rate> _rates = [];
    private readonly TimeProvider _time;
    private readonly long _start;

    public RateLimits(IOptions<ChatLimits> limits, TimeProvider time)
    {
        (_time, _start) = (time, time.GetTimestamp());
        var rates = limits.Value.Rates;
        Limit(RatedAction.Send, rates.SendsPerSecond, TimeSpan.FromSeconds(1), rates.SendBurst);
        Limit(RatedAction.Creation, rates.CreationsPerHour, TimeSpan.FromHours(1), rates.CreationsPerHour);
        Limit(RatedAction.Invitation, rates.InvitationsPerHour, TimeSpan.FromHours(1), rates.InvitationsPerHour);
        Limit(RatedAction.Addition, rates.AdditionsPerHour, TimeSpan.FromHours(1), rates.AdditionsPerHour);
        Limit(RatedAction.Presence, rates.PresencePerMinute, TimeSpan.FromMinutes(1), rates.PresencePerMinute);
    }

    /// <exception cref="ChatException">The user has done it too often lately; the error says for how long still.</exception>
    public void Take(RatedAction action, string userId)
    {
        if (TakeOrWait(action, userId) is { } wait)
        {
            throw ChatException.Overloaded("Too often: wait a little.", (int)Math.Ceiling(wait.TotalMilliseconds));
        }
    }

    /// <summary>The same for what is put off rather than refused.</summary>
    /// <returns>Whether the user may.</returns>
    public bool TryTake(RatedAction action, string userId) => TakeOrWait(action, userId) is null;

    /// <summary>Gives back what was taken for something that turned out not to be done anew.</summary>
    public void GiveBack(RatedAction action, string userId)
    {
        if (_rates.TryGetValue(action, out var rate))
        {
            lock (_gate)
            {
                BucketOf(action, userId).FullAt -= rate.Interval;
            }
        }
    }

    public void Dispose() => _buckets.Dispose();

    /// <returns>How long the user has to wait; null when it was taken.</returns>
    private TimeSpan? TakeOrWait(RatedAction action, string userId)
    {
        if (!_rates.TryGetValue(action, out var rate))
        {
            return null;
        }

        var now = _time.GetElapsedTime(_start);
        TimeSpan wait;
        lock (_gate)
        {
            var bucket = BucketOf(action, userId);
            wait = bucket.FullAt - now - (rate.Burst - 1) * rate.Interval;
            if (wait <= TimeSpan.Zero)
            {
                bucket.FullAt = (bucket.FullAt > now ? bucket.FullAt : now) + rate.Interval;
                return null;
            }
        }

        return wait;
    }

    private void Limit(RatedAction action, int? count, TimeSpan per, int? burst)
    {
        if (count is { } times)
        {
            _rates.Add(action, new Rate(per / times, burst ?? times));
        }
    }

    private Bucket BucketOf(RatedAction action, string userId) => _buckets.GetOrCreate((action, userId), entry =>
    {
        entry.Size = 1;
        return new Bucket();
    })!;

    /// <param name="Interval">In which one more is earned.</param>
    private sealed record Rate(TimeSpan Interval, int Burst);

    /// <summary>A token bucket, kept as one number: when it will be full again.</summary>
    private sealed class Bucket
    {
        public TimeSpan FullAt { get; set; }
    }
}
