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
    private readonly Lock _gate = new();
    private readonly Queue<ServedRequest> _requests = new();
    private int _capacity = 100_000;
    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many requests are kept. Targets may hold tokens: 0 keeps nothing where nobody counts.</summary>
    public int Capacity
    {
        get => _capacity;
        set
        {
            lock (_gate)
            {
                _capacity = value;
                Forget();
            }
        }
    }

    public void Add(ServedRequest request)
    {
        lock (_gate)
        {
            _requests.Enqueue(request);
            Forget();
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

    private void Forget()
    {
        while (_requests.Count > _capacity)
        {
            _requests.Dequeue();
        }
    }
}
