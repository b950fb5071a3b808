using System.Threading.Channels;

namespace Chat.Local.Tests.Stack;

public sealed class FunctionsSlotTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly Channel<string> _reports = Channel.CreateUnbounded<string>();
    private readonly Channel<CancellationToken> _starts = Channel.CreateUnbounded<CancellationToken>();
    private readonly Queue<Func<CancellationToken, Task<IFunctionsInstance>>> _hosts = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stop_does_not_wait_for_a_host_that_is_started_anew()
    {
        var host = new Host();
        _hosts.Enqueue(_ => Task.FromResult<IFunctionsInstance>(host));
        _hosts.Enqueue(async stopped =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopped);
            return host;
        });
        var slot = await StartAsync();

        host.End();
        await NextAsync(_starts);
        await slot.StopAsync().WaitAsync(Soon, Cancel);

        Assert.Null(slot.Current);
    }

    [Fact]
    public async Task A_host_that_cannot_be_started_anew_is_tried_again_whatever_the_reason()
    {
        var (first, second) = (new Host(), new Host());
        _hosts.Enqueue(_ => Task.FromResult<IFunctionsInstance>(first));
        _hosts.Enqueue(_ => throw new IOException("No port."));
        _hosts.Enqueue(_ => Task.FromResult<IFunctionsInstance>(second));
        var slot = await StartAsync();

        first.End();

        var reports = new List<string>();
        while (reports.Count == 0 || reports[^1] != "It is up again.")
        {
            reports.Add(await NextAsync(_reports));
        }

        Assert.Contains("No port.", reports);
        Assert.Same(second, slot.Current);
    }

    private async Task<FunctionsSlot> StartAsync()
    {
        var slot = new FunctionsSlot(
            0,
            (_, cancel) =>
            {
                _starts.Writer.TryWrite(cancel);
                return _hosts.Dequeue()(cancel);
            },
            line => _reports.Writer.TryWrite(line));
        await slot.StartAsync(Cancel);
        await NextAsync(_starts);
        return slot;
    }

    private static Task<T> NextAsync<T>(Channel<T> channel) =>
        channel.Reader.ReadAsync(Cancel).AsTask().WaitAsync(Soon, Cancel);

    private sealed class Host : IFunctionsInstance
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Uri Address { get; } = new("http://127.0.0.1:7071/");

        public Task Ended => _ended.Task;

        public void End() => _ended.SetResult();

        public void Kill() => End();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
