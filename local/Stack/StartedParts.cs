namespace Chat.Local;

/// <summary>What has been started, to be stopped in reverse.</summary>
internal sealed class StartedParts : IAsyncDisposable
{
    private readonly Stack<Func<ValueTask>> _stops = new();

    public T Add<T>(T part)
        where T : IAsyncDisposable
    {
        _stops.Push(part.DisposeAsync);
        return part;
    }

    public void Add(IDisposable part) => Add(part.Dispose);

    public void Add(Action stop) => _stops.Push(() =>
    {
        stop();
        return ValueTask.CompletedTask;
    });

    public async ValueTask DisposeAsync()
    {
        var failures = new List<Exception>();
        while (_stops.TryPop(out var stop))
        {
            try
            {
                await stop();
            }
#pragma warning disable CA1031 // One part that fails to stop must not keep the others running.
            catch (Exception error)
#pragma warning restore CA1031
            {
                failures.Add(error);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException("Not every part of the stack stopped cleanly.", failures);
        }
    }
}
