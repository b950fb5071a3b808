using Chat.Local.Emulation;
using Chat.Local.FunctionsWorker;
using Chat.Local.Tests.FunctionsWorker.ChangeFeedApp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chat.Local.Tests.FunctionsWorker;

/// <summary>However a host ends that has the leases, the next one need not wait the minute until they expire.</summary>
public sealed class FeedStopTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private NotesAccount _notes = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _notes = await NotesAccount.StartAsync();

    public ValueTask DisposeAsync() => _notes.DisposeAsync();

    [Fact]
    public async Task A_request_that_outlasts_the_stop_does_not_keep_the_leases()
    {
        var held = new HeldRequest();
        var runs = new FeedRuns();
        var builder = Builder(runs, "--shutdownTimeoutSeconds=2");
        builder.Services.AddSingleton<IStartupFilter>(held);
        using var client = new HttpClient();
        using (var host = builder.Build())
        {
            await host.StartAsync(Cancel);
            await _notes.WriteAsync("one");
            Assert.Equal("one", await NextAsync(runs));
            _ = client.GetAsync(host.GetFunctionsAddress(), Cancel);
            await held.Arrived.Task.WaitAsync(Soon, Cancel);
            await host.StopAsync(Cancel);
        }

        await AssertNextHostGetsAChangeAsync();
        held.Release.SetResult();
    }

    [Fact]
    public async Task A_start_that_fails_when_the_feed_runs_already_does_not_keep_the_leases()
    {
        var builder = Builder(new FeedRuns());
        builder.Services.AddHostedService(_ => new FailsWhenLeased(_notes.Emulator.Requests));
        using (var host = builder.Build())
        {
            await Assert.ThrowsAsync<NotSupportedException>(() => host.StartAsync(Cancel));
        }

        await AssertNextHostGetsAChangeAsync();
    }

    [Fact]
    public async Task A_start_that_is_cancelled_does_not_wait_for_the_database()
    {
        var release = new TaskCompletionSource();
        _notes.Emulator.Faults.Always("*", new Fault.Hold(release.Task));
        using var given = new CancellationTokenSource();
        using var host = Builder(new FeedRuns()).Build();

        var start = host.StartAsync(given.Token);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.WaitAsync(Soon, Cancel));

        release.SetResult();
    }

    private Microsoft.Azure.Functions.Worker.Builder.FunctionsApplicationBuilder Builder(
        FeedRuns runs, params string[] args) =>
        FeedHost.CreateBuilder(typeof(ListFunctions), FeedHost.ConnectionOf(_notes.Emulator), runs, args);

    private async Task AssertNextHostGetsAChangeAsync()
    {
        await using var next = await FeedHost.StartAsync<ListFunctions>(_notes.Emulator);
        await _notes.WriteAsync("two");
        var text = await NextAsync(next.Runs);
        Assert.Equal("two", text == "one" ? await NextAsync(next.Runs) : text);
    }

    private static Task<string> NextAsync(FeedRuns runs) =>
        runs.Seen.Reader.ReadAsync(Cancel).AsTask().WaitAsync(Soon, Cancel);

    private sealed class HeldRequest : IStartupFilter
    {
        public TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
            app.Run(async (HttpContext _) =>
            {
                Arrived.TrySetResult();
                await Release.Task;
            });
    }

    private sealed class FailsWhenLeased(RequestLog requests) : IHostedLifecycleService
    {
        // A processor takes a lease by replacing it.
        public async Task StartedAsync(CancellationToken cancellationToken)
        {
            await requests.UntilAsync("leases.replace", 1, cancellationToken).WaitAsync(Soon, cancellationToken);
            throw new NotSupportedException("No.");
        }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
