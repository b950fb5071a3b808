using System.Diagnostics;

namespace Chat.Functions.Messages;

/// <summary>A draft on its way into the log, and the one answer its sender gets.</summary>
/// <param name="read">The head, if it had to be read.</param>
/// <param name="moderates">Whether its sender may delete what others wrote.</param>
/// <param name="givenUp">Cancelled when nobody waits for the answer any more.</param>
public sealed class Send(Draft draft, Head? read, bool moderates, CancellationToken givenUp)
{
    private readonly TaskCompletionSource<Entry> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Draft Draft => draft;

    /// <summary>Of the event that brought it.</summary>
    public ActivityContext Trace { get; } = Activity.Current?.Context ?? default;

    public Head? Read { get; set; } = read;

    public bool Moderates => moderates;

    /// <summary>How often another instance was faster.</summary>
    public int Conflicts { get; set; }

    /// <summary>Up to which number the full buckets have been asked for an earlier try.</summary>
    public long AskedUpTo { get; set; } = draft.After;

    /// <summary>The entry, once it is durable and has been handed to delivery.</summary>
    public Task<Entry> Answer => _answer.Task;

    public bool IsGivenUp => givenUp.IsCancellationRequested;

    /// <summary>Told once the answer is there.</summary>
    public Action<Send>? Answered { get; set; }

    public void Succeed(Entry entry)
    {
        _answer.SetResult(entry);
        Answered?.Invoke(this);
    }

    public void Fail(Exception error)
    {
        _answer.SetException(error);
        Answered?.Invoke(this);
    }
}
