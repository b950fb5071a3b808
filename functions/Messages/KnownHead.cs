namespace Chat.Functions.Messages;

/// <summary>What this instance knows of a log's end: never more than a hint, since only a create that succeeds makes it true.
/// Not kept for long: entries above it must not have been written and removed by retention meanwhile.</summary>
public sealed class KnownHead(TimeProvider time)
{
    /// <summary>Far less than the shortest retention, which is a day.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private Known? _known;

    public Head? Value
    {
        get => _known is { } known && time.GetUtcNow() - known.At < Lifetime ? known.Head : null;
        set => _known = value is null ? null : new Known(value, time.GetUtcNow());
    }

    private sealed record Known(Head Head, DateTimeOffset At);
}
