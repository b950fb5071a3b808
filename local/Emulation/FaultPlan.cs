namespace Chat.Local.Emulation;

/// <summary>A failure to inject into one request.</summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>Answers <paramref name="Status"/> without doing anything.</summary>
    /// <param name="RetryAfter">Sent as <c>Retry-After</c> (whole seconds) and <c>x-ms-retry-after-ms</c>.</param>
    public sealed record Respond(int Status, TimeSpan? RetryAfter = null) : Fault;

    /// <summary>Cuts the connection before anything is done.</summary>
    public sealed record Cut : Fault;

    /// <summary>Does the work, then cuts the connection instead of answering.</summary>
    public sealed record LoseResponse : Fault;

    /// <summary>Holds the request back until <paramref name="Release"/> completes, then serves it.</summary>
    public sealed record Hold(Task Release) : Fault;

    /// <summary>Serves the request after <paramref name="Time"/> on the machine's clock: the latency of a service that is
    /// not on this computer.</summary>
    public sealed record Delay(TimeSpan Time) : Fault;
}

/// <summary>Faults waiting for the requests they are meant for, in the order they were planned, and those that every
/// request of an operation meets.</summary>
public sealed class FaultPlan
{
    private const string AnyOperation = "*";

    private readonly Lock _gate = new();
    private readonly List<(string Operation, Fault Fault)> _planned = [];
    private readonly Dictionary<string, Fault> _standing = [];
    private TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The next <paramref name="times"/> requests of <paramref name="operation"/> meet <paramref name="fault"/>.</summary>
    public void Next(string operation, Fault fault, int times = 1)
    {
        lock (_gate)
        {
            _planned.AddRange(Enumerable.Repeat((operation, fault), times));
        }
    }

    /// <summary>Every request of <paramref name="operation"/> meets <paramref name="fault"/> until it is cleared, unless
    /// another was planned for it. It replaces the one that stood before, and never counts as pending.</summary>
    /// <param name="operation">Its name, or <c>*</c> for all that have none of their own.</param>
    /// <param name="fault">Mostly a <see cref="Fault.Delay"/>.</param>
    public void Always(string operation, Fault fault)
    {
        lock (_gate)
        {
            _standing[operation] = fault;
        }
    }

    /// <summary>Operations whose planned faults have not met a request yet, one per fault. A test that ends with some
    /// has not seen what it planned for: the name may be misspelt.</summary>
    public IReadOnlyList<string> Pending
    {
        get
        {
            lock (_gate)
            {
                return [.. _planned.Select(planned => planned.Operation)];
            }
        }
    }

    /// <summary>Completes when every planned fault has met its request, which then, if it is held, is known to wait.</summary>
    public async Task UntilMetAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task met;
            lock (_gate)
            {
                if (_planned.Count == 0)
                {
                    return;
                }

                met = _met.Task;
            }

            await met.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Forgets what was planned and what stands.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _planned.Clear();
            _standing.Clear();
            Announce();
        }
    }

    /// <summary>Takes the fault planned for this request, if there is one.</summary>
    public Fault? Take(string operation)
    {
        lock (_gate)
        {
            var index = _planned.FindIndex(planned => planned.Operation == operation);
            if (index < 0)
            {
                return _standing.GetValueOrDefault(operation) ?? _standing.GetValueOrDefault(AnyOperation);
            }

            var fault = _planned[index].Fault;
            _planned.RemoveAt(index);
            Announce();
            return fault;
        }
    }

    private void Announce()
    {
        _met.SetResult();
        _met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
