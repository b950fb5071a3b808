namespace Chat.Functions.Messages;

/// <summary>How an instance shares a channel with others that write to it at the same time. Who has just won knows the head, and
/// would win again and again while the others still read it: for as long as there is company, it leaves a gap of random length, in
/// which they get their turn and more gathers for its own next. Who was beaten goes on at once, since any wait would be a
/// handicap (measured: docs/performance.md). Alone, nobody waits.</summary>
public sealed class Pace(TimeProvider time, Random random)
{
    /// <summary>Company is taken to be still there for so long after it was met.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(2);

    /// <summary>Also when a round took long, as in a database that is short of capacity.</summary>
    private static readonly TimeSpan MostGap = TimeSpan.FromMilliseconds(128);

    private DateTimeOffset _companyUntil;

    /// <param name="took">How long the round was: what the gap is measured by.</param>
    public Task AfterAsync(Round round, TimeSpan took)
    {
        if (round.IsContended)
        {
            _companyUntil = time.GetUtcNow() + Memory;
            return Task.CompletedTask;
        }

        var gap = took * (1 + random.NextDouble());
        return time.GetUtcNow() < _companyUntil ? Task.Delay(gap < MostGap ? gap : MostGap, time) : Task.CompletedTask;
    }
}
