using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace Chat.Local.Tests.Stack;

public sealed class InstancesTests
{
    private readonly CountedHosts _hosts = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_and_events_are_spread_over_the_hosts_in_turn()
    {
        await using var stack = await StartAsync(3);
        using var ann = stack.ApiFor("ann");

        for (var call = 0; call < 6; call++)
        {
            using var answer = await ann.PostAsync("negotiate", null, Cancel);
            answer.EnsureSuccessStatusCode();
            var url = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("url").GetString()!;
            using var socket = new ClientWebSocket();
            socket.Options.AddSubProtocol("json.reliable.webpubsub.azure.v1");
            await socket.ConnectAsync(new Uri(url), Cancel);
        }

        await stack.WebPubSub.Upstream.UntilAsync("connect", 6, Cancel);
        Assert.Equal(6, _hosts.Below("/api/negotiate").Sum());
        Assert.All(_hosts.Below("/api"), count => Assert.True(count >= 4));
        Assert.All(_hosts.Below("/api/events"), count => Assert.True(count > 0));
        Assert.All(
            stack.WebPubSub.Upstream.Snapshot(),
            call => Assert.StartsWith(stack.FunctionsAddress.AbsoluteUri, call.Target, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_is_stopped_is_left_out_and_comes_back_where_it_was()
    {
        await using var stack = await StartAsync(2);
        using var all = stack.ApiFor("ann");
        using var second = stack.ApiOf(1, "ann");

        await stack.StopFunctionsAsync(1);
        await HealthAsync(all, 4);
        await Assert.ThrowsAsync<HttpRequestException>(() => second.GetAsync("health", Cancel));
        Assert.Equal([4, 0], _hosts.Below("/api/health"));
        await stack.StartFunctionsAsync(1, Cancel);
        await HealthAsync(all, 4);
        await HealthAsync(second, 1);

        // The third is the second host's next life.
        Assert.Equal([6, 0, 3], _hosts.Below("/api/health"));
    }

    [Fact]
    public async Task Without_any_host_the_address_says_so()
    {
        await using var stack = await StartAsync(2);
        using var ann = stack.ApiFor("ann");

        await stack.StopFunctionsAsync();
        using var answer = await ann.GetAsync("health", Cancel);
        await stack.StartFunctionsAsync(Cancel);
        await HealthAsync(ann, 2);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task A_host_that_dies_in_a_request_is_answered_for_at_once()
    {
        await using var stack = await StartAsync(2);
        using var ann = stack.ApiFor("ann");
        _hosts.Serve = static (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        using var answer = await ann.GetAsync("health", Cancel);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
    }

    [Fact]
    public async Task Hosts_are_numbered_and_those_in_one_process_cannot_be_killed()
    {
        await using var stack = await StartAsync(2);

        Assert.NotEqual(stack.AddressOf(0), stack.AddressOf(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => stack.AddressOf(2));
        Assert.Throws<InvalidOperationException>(() => stack.ProcessOf(0));
        await Assert.ThrowsAsync<InvalidOperationException>(() => stack.KillFunctionsAsync(0));
        await Assert.ThrowsAsync<InvalidOperationException>(() => stack.StartFunctionsAsync(Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => LocalStack.StartAsync(new() { Instances = 17 }, Cancel));
    }

    private Task<LocalStack> StartAsync(int instances) => LocalStack.StartAsync(
        new() { Instances = instances, ConfigureFunctions = _hosts.Configure }, Cancel);

    private static async Task HealthAsync(HttpClient api, int times)
    {
        for (var call = 0; call < times; call++)
        {
            using var answer = await api.GetAsync("health", Cancel);
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }
    }
}
