namespace Chat.Functions.Messages;

/// <summary>How long an instance holds back on a channel that others write to as well. One that was beaten tries again soon; one
/// that has won lets the others have a turn, while more gathers for its next. Without contention nobody waits.</summary>
public sealed class Pace(TimeProvider time, Random random)
{
    private const int LeastWindowMs = 8;
    private const int MostWindowMs = 128;

    private int _windowMs;

    public Task AfterAsync(Round round)
    {
        if (_windowMs == 0 && !round.IsContended)
        {
            return Task.CompletedTask;
        }

        _windowMs = round.IsContended
            ? Math.Clamp(_windowMs * 2, LeastWindowMs, MostWindowMs)
            : _windowMs > LeastWindowMs ? _windowMs * 3 / 4 : 0;
        return Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * _windowMs), time);
    }
}
