namespace Chat.Local.Emulation;

/// <summary>One request an emulator has served.</summary>
/// <param name="Operation">What was asked, in the emulator's own vocabulary: <c>create</c>, <c>sendToGroup</c>.</param>
/// <param name="Target">What it was asked of: the raw path of the request.</param>
/// <param name="Status">HTTP status answered, or 0 when the connection was cut before an answer.</param>
public sealed record ServedRequest(string Operation, string Target, int Status);

/// <summary>Every request an emulator has served since its start or the last <see cref="Clear"/>, so that a test can
/// count what a message costs. Bounded: the oldest are forgotten beyond <see cref="Capacity"/>.</summary>
public sealed class RequestLog
{
    public const int Capacity = 100_000;

    private readonly Lock _gate = new();
    private readonly Queue<ServedRequest> _requests = new();
    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Add(ServedRequest request)
    {
        lock (_gate)
        {
            if (_requests.Count == Capacity)
            {
                _requests.Dequeue();
            }

            _requests.Enqueue(request);
            _added.SetResult();
            _added = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Completes when <paramref name="count"/> requests of <paramref name="operation"/> stand in the log.</summary>
    public async Task UntilAsync(string operation, int count = 1, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task added;
            lock (_gate)
            {
                if (_requests.Count(request => request.Operation == operation) >= count)
                {
                    return;
                }

                added = _added.Task;
            }

            await added.WaitAsync(cancellationToken);
        }
    }

    public IReadOnlyList<ServedRequest> Snapshot()
    {
        lock (_gate)
        {
            return [.. _requests];
        }
    }

    public int Count(string operation)
    {
        lock (_gate)
        {
            return _requests.Count(request => request.Operation == operation);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
        }
    }
}
