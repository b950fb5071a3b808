using Chat.Local.FunctionsWorker;
using Chat.Local.Tests.FunctionsWorker.TimerApp;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Chat.Local.Tests.FunctionsWorker;

/// <summary>A host of one class of timer functions, with a clock that the test moves.</summary>
internal sealed class TimerHost : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2030, 1, 1, 10, 30, 0, TimeSpan.Zero);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly IHost _host;

    private TimerHost(IHost host, TimerRuns runs)
    {
        (_host, Runs) = (host, runs);
        Client = new HttpClient { BaseAddress = host.GetFunctionsAddress() };
    }

    public TimerRuns Runs { get; }

    public HttpClient Client { get; }

    public TimerFunctions Timers => _host.Services.GetRequiredService<TimerFunctions>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static FunctionsApplicationBuilder CreateBuilder(
        Type functions, TimeProvider clock, TimerRuns runs, params string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(["--urls", "http://127.0.0.1:0", .. args]);
        builder.App.Includes = type => type == functions;
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(clock).AddSingleton(runs);
        return builder;
    }

    public static async Task<TimerHost> StartAsync<TFunctions>(
        FakeTimeProvider clock, TimerRuns? runs = null, params string[] args)
    {
        runs ??= new TimerRuns();
        return await StartAsync(CreateBuilder(typeof(TFunctions), clock, runs, args), runs);
    }

    public static async Task<TimerHost> StartAsync(FunctionsApplicationBuilder builder, TimerRuns runs)
    {
        var host = builder.Build();
        await host.StartAsync(Cancel);
        return new TimerHost(host, runs);
    }

    public async Task<TimerInfo> NextRunAsync() =>
        (await Runs.Seen.Reader.ReadAsync(Cancel).AsTask().WaitAsync(Patience, Cancel)).Timer;

    /// <summary>Moves the clock on, step by step, until there is a run: the host may not wait yet when one step is
    /// done.</summary>
    public async Task<TimerInfo> NextRunAsync(FakeTimeProvider clock, TimeSpan step)
    {
        var run = NextRunAsync();
        while (!run.IsCompleted)
        {
            clock.Advance(step);
            await Task.WhenAny(run, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancel));
        }

        return await run;
    }

    public Task StopAsync() => _host.StopAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
