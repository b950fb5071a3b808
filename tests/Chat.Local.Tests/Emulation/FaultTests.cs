using System.Net;
using Chat.Local.Emulation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.Tests.Emulation;

/// <summary>Every kind of fault on a server that counts the work it has done.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(40);

    private readonly FaultPlan _faults = new();
    private readonly RequestLog _log = new();
    private readonly NotedTime _time = new();
    private EmulatorServer _server = null!;
    private HttpClient _client = null!;
    private int _done;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await EmulatorServer.StartAsync("test", 0, app =>
        {
            app.UseObservedRequests(_log, _faults, context => context.Request.Path.Value!.Trim('/'), _time);
            app.Run(context =>
            {
                Interlocked.Increment(ref _done);
                return context.Response.WriteAsync("done");
            });
        });
        _client = new HttpClient { BaseAddress = _server.Endpoint };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_refusal_says_when_to_come_back_and_does_nothing(int status)
    {
        _faults.Next("read", new Fault.Respond(status, TimeSpan.FromSeconds(1.5)), times: 2);

        for (var call = 0; call < 2; call++)
        {
            using var answer = await _client.GetAsync("read", Cancel);
            Assert.Equal((HttpStatusCode)status, answer.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(2), answer.Headers.RetryAfter!.Delta);
            Assert.Equal("1500", Assert.Single(answer.Headers.GetValues("x-ms-retry-after-ms")));
        }

        Assert.Equal("done", await _client.GetStringAsync("read", Cancel));
        Assert.Equal(1, _done);
    }

    [Fact]
    public async Task A_cut_connection_has_done_nothing_and_a_lost_answer_has_done_the_work()
    {
        _faults.Next("write", new Fault.Cut());
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _client.PostAsync("write", new StringContent("x"), Cancel));
        Assert.Equal(0, _done);

        _faults.Next("write", new Fault.LoseResponse());
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _client.PostAsync("write", new StringContent("x"), Cancel));
        Assert.Equal(1, _done);
        Assert.Equal([0, 0], _log.Snapshot().Select(request => request.Status));
    }

    [Fact]
    public async Task A_delay_for_the_next_requests_ends_with_them()
    {
        _faults.Next("read", new Fault.Delay(Latency), times: 2);

        for (var call = 0; call < 3; call++)
        {
            Assert.Equal("done", await _client.GetStringAsync("read", Cancel));
        }

        Assert.Equal([Latency, Latency], _time.Waits);
        Assert.Empty(_faults.Pending);
    }

    [Fact]
    public async Task A_standing_delay_holds_for_its_operation_until_it_is_cleared()
    {
        _faults.Always("read", new Fault.Delay(Latency));

        for (var call = 0; call < 3; call++)
        {
            Assert.Equal("done", await _client.GetStringAsync("read", Cancel));
        }

        Assert.Equal([Latency, Latency, Latency], _time.Waits);
        Assert.Null(_faults.Take("write"));
        Assert.Empty(_faults.Pending);
        await _faults.UntilMetAsync(Cancel);
        _faults.Clear();
        Assert.Null(_faults.Take("read"));
    }

    [Fact]
    public void A_planned_fault_goes_before_a_standing_one_and_an_operations_own_before_that_of_all()
    {
        _faults.Always("*", new Fault.Delay(Latency));
        _faults.Always("read", new Fault.Respond(503));
        _faults.Next("read", new Fault.Cut());

        Assert.IsType<Fault.Cut>(_faults.Take("read"));
        Assert.IsType<Fault.Respond>(_faults.Take("read"));
        Assert.IsType<Fault.Delay>(_faults.Take("write"));
    }
}
