namespace Chat.Local;

/// <summary>The place of one functions host in a stack: it is started and stopped there, always on the same port.</summary>
/// <param name="start">Starts a host on a port; 0 takes a free one.</param>
/// <param name="report">Told when the host has ended by itself.</param>
#pragma warning disable CA1001 // None of it holds anything to release, and the watch of an ended host may still ask for it.
internal sealed class FunctionsSlot(
    int port, Func<int, CancellationToken, Task<IFunctionsInstance>> start, Action<string> report)
#pragma warning restore CA1001
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1);
    private int _port = port;
    private bool _wanted;

    // Cancelled by a stop, made anew by a start.
    private CancellationTokenSource _stopped = new();

    /// <summary>The running host, or null.</summary>
    public IFunctionsInstance? Current { get; private set; }

    /// <summary>Where the host listens, or did before it was stopped; null before its first start.</summary>
    public Uri? Address { get; private set; }

    /// <exception cref="InvalidOperationException">It is running.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (Current is not null)
            {
                throw new InvalidOperationException("The functions are running.");
            }

            (_wanted, _stopped) = (true, new CancellationTokenSource());
            await StartInstanceAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops the host in order. Until then no request is sent to it any more.</summary>
    public Task StopAsync() => EndAsync(static _ => { });

    /// <summary>Kills the host's process; nothing starts it again but <see cref="StartAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">It does not run, or not in a process of its own.</exception>
    public Task KillAsync() => Current is null
        ? throw new InvalidOperationException("The functions are stopped.")
        : EndAsync(static running => running.Kill());

    private async Task EndAsync(Action<IFunctionsInstance> end)
    {
        // A host that is being started anew has the gate, and may take as long as it likes.
        await _stopped.CancelAsync();
        await _gate.WaitAsync();
        try
        {
            _wanted = false;
            if (Current is { } running)
            {
                end(running);
                Current = null;
                await running.DisposeAsync();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task StartInstanceAsync(CancellationToken cancellationToken)
    {
        var instance = await start(_port, cancellationToken);
        (Current, Address, _port) = (instance, instance.Address, instance.Address.Port);
        _ = WatchAsync(instance);
    }

    private async Task WatchAsync(IFunctionsInstance instance)
    {
        await instance.Ended;
        for (var delay = FirstDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            if (!await TakeOutAsync(instance, delay))
            {
                return;
            }

            await Task.Delay(delay, TimeProvider.System);
            if (await TryRestartAsync())
            {
                return;
            }
        }
    }

    private async Task<bool> TakeOutAsync(IFunctionsInstance instance, TimeSpan delay)
    {
        await _gate.WaitAsync();
        try
        {
            if (!_wanted || (Current is { } other && other != instance))
            {
                return false;
            }

            if (Current is not null)
            {
                Current = null;
                await instance.DisposeAsync();
            }

            report($"It has ended by itself, and is started anew in {delay.TotalSeconds:F0} s.");
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<bool> TryRestartAsync()
    {
        await _gate.WaitAsync();
        var stopped = _stopped.Token;
        try
        {
            if (_wanted && Current is null)
            {
                await StartInstanceAsync(stopped);
                report("It is up again.");
            }

            return true;
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            return true;
        }
#pragma warning disable CA1031 // Whatever keeps it from coming up, a port that is taken or no memory, may be over next time.
        catch (Exception error)
#pragma warning restore CA1031
        {
            report(error.Message);
            return false;
        }
        finally
        {
            _gate.Release();
        }
    }
}
