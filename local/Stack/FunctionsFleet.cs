using Chat.Local.FunctionsWorker;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Local;

/// <summary>The functions hosts of a stack behind one address.</summary>
internal sealed class FunctionsFleet : IAsyncDisposable
{
    private readonly LocalStackOptions _options;
    private readonly Func<IEnumerable<string>> _settings;
    private readonly Action<IServiceCollection> _configure;
    private readonly FunctionsSlot[] _slots;
    private FunctionsFront? _front;

    /// <param name="settings">The settings that a stack gives its functions.</param>
    /// <param name="configure">Changes the services of hosts in this process.</param>
    public FunctionsFleet(
        LocalStackOptions options, Func<IEnumerable<string>> settings, Action<IServiceCollection> configure)
    {
        if (options.Instances is < 1 or > 16)
        {
            throw new ArgumentException("A stack has 1 to 16 functions hosts.", nameof(options));
        }

        (_options, _settings, _configure) = (options, settings, configure);
        var port = options.Instances == 1 ? options.Ports.Functions : 0;
        _slots = [.. Enumerable.Range(0, options.Instances).Select(number => new FunctionsSlot(
            port, (at, cancel) => StartInstanceAsync(number, at, cancel), line => Say(number, line)))];
    }

    /// <summary>The one address, whichever hosts run; null before the first start.</summary>
    public Uri? Address => _front?.Endpoint ?? _slots[0].Address;

    public FunctionsSlot this[int instance] => instance >= 0 && instance < _slots.Length
        ? _slots[instance]
        : throw new ArgumentOutOfRangeException(nameof(instance), $"The hosts are numbered 0 to {_slots.Length - 1}.");

    /// <summary>Starts the hosts that are stopped, one after the other: the first prepares what they share.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_slots.All(slot => slot.Current is not null))
        {
            throw new InvalidOperationException("The functions are running.");
        }

        if (_slots.Length > 1)
        {
            _front ??= await FunctionsFront.StartAsync(_options.Ports.Functions, Running, cancellationToken);
        }

        foreach (var slot in _slots.Where(slot => slot.Current is null))
        {
            await slot.StartAsync(cancellationToken);
        }
    }

    public Task StopAsync() => Task.WhenAll(_slots.Select(slot => slot.StopAsync()));

    /// <summary>The functions of the app, as a host in this process has them; where none runs, from one that is built for
    /// it.</summary>
    public IReadOnlyList<FunctionListing> List()
    {
        if (_slots.Select(slot => slot.Current).OfType<RunningFunctions>().FirstOrDefault() is { } running)
        {
            return running.Listing;
        }

        using var app = Chat.Functions.Program.Build([.. _settings(), .. _options.FunctionsArguments], _configure);
        return app.Services.GetRequiredService<FunctionCatalog>().Functions;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        finally
        {
            if (_front is not null)
            {
                await _front.DisposeAsync();
            }
        }
    }

    private IReadOnlyList<Uri> Running() => [.. _slots.Select(slot => slot.Current?.Address).OfType<Uri>()];

    private async Task<IFunctionsInstance> StartInstanceAsync(int number, int port, CancellationToken cancellationToken) =>
        _options.SeparateFunctions
            ? await ChildFunctions.StartAsync(
                port, _settings(), _options.FunctionsArguments, line => Say(number, line), cancellationToken)
            : await RunningFunctions.StartAsync(
                port, _settings().Concat(_options.FunctionsArguments), _configure, cancellationToken);

    private void Say(int number, string line) => _options.FunctionsOutput?.Invoke($"[functions {number}] {line}");
}
