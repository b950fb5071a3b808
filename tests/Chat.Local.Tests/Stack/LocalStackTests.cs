using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chat.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chat.Local.Tests.Stack;

public sealed class LocalStackTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stack_answers_a_person_who_is_signed_in_and_nobody_else()
    {
        await using var stack = await LocalStack.StartAsync(new LocalStackOptions(), Cancel);
        using var ann = stack.ApiFor("ann", "Ann");
        using var nobody = new HttpClient { BaseAddress = ann.BaseAddress };

        using var welcome = await ann.PostAsync("negotiate", null, Cancel);
        using var refusal = await nobody.PostAsync("negotiate", null, Cancel);

        var negotiated = await welcome.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal("Ann", negotiated.GetProperty("displayName").GetString());
        Assert.Equal(stack.WebPubSub.Endpoint.Port, new Uri(negotiated.GetProperty("url").GetString()!).Port);
        Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);
    }

    [Fact]
    public async Task Two_stacks_run_side_by_side_and_trust_only_their_own_sign_in()
    {
        await using var one = await LocalStack.StartAsync(new LocalStackOptions(), Cancel);
        await using var other = await LocalStack.StartAsync(new LocalStackOptions(), Cancel);
        using var stranger = other.ApiFor("ann");
        stranger.DefaultRequestHeaders.Authorization = new("Bearer", one.Identity.IssueAccessToken("ann"));

        using var answer = await stranger.GetAsync("me/channels", Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Functions_come_back_where_they_were()
    {
        await using var stack = await LocalStack.StartAsync(new LocalStackOptions(), Cancel);
        using var ann = stack.ApiFor("ann");

        await stack.StopFunctionsAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => ann.GetAsync("me/channels", Cancel));
        await stack.StartFunctionsAsync(Cancel);

        using var answer = await ann.GetAsync("me/channels", Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Data_and_sign_ins_outlive_a_stack_that_has_a_directory()
    {
        using var temporary = new TemporaryDirectory();
        // Tokens name their issuer by its address.
        var options = new LocalStackOptions
        {
            DataDirectory = temporary.Path,
            Ports = new(Identity: LastingPort.Next()),
        };
        string token, channelId;
        await using (var first = await LocalStack.StartAsync(options, Cancel))
        {
            token = first.Identity.IssueAccessToken("ann");
            using var ann = first.ApiFor("ann");
            channelId = await CreateChannelAsync(ann);
        }

        await using var second = await LocalStack.StartAsync(options, Cancel);
        using var again = second.ApiFor("ann");
        again.DefaultRequestHeaders.Authorization = new("Bearer", token);

        Assert.Equal([channelId], await ChannelsAsync(again));
    }

    [Fact]
    public async Task Reset_starts_with_nothing()
    {
        using var temporary = new TemporaryDirectory();
        var options = new LocalStackOptions { DataDirectory = temporary.Path };
        await using (var first = await LocalStack.StartAsync(options, Cancel))
        {
            using var ann = first.ApiFor("ann");
            await CreateChannelAsync(ann);
        }

        await using var second = await LocalStack.StartAsync(options with { Reset = true }, Cancel);
        using var again = second.ApiFor("ann");

        Assert.Empty(await ChannelsAsync(again));
    }

    [Fact]
    public async Task Requests_are_logged_only_where_they_are_wanted()
    {
        await using var stack = await LocalStack.StartAsync(new LocalStackOptions { KeepRequests = false }, Cancel);
        using var ann = stack.ApiFor("ann");
        await CreateChannelAsync(ann);

        Assert.Empty(stack.Cosmos.Requests.Snapshot().Concat(stack.WebPubSub.Requests.Snapshot()));
        Assert.Empty(stack.WebPubSub.Upstream.Snapshot());
    }

    [Fact]
    public async Task Functions_that_do_not_stop_cleanly_are_let_go_of_all_the_same()
    {
        var stubborn = new Stubborn();
        var stack = await LocalStack.StartAsync(
            new() { ConfigureFunctions = services => services.AddSingleton<IHostedService>(_ => stubborn) }, Cancel);

        await Assert.ThrowsAnyAsync<Exception>(stack.StopFunctionsAsync);
        Assert.True(stubborn.IsDisposed);
        await stack.DisposeAsync();
    }

    [Fact]
    public async Task The_list_of_functions_comes_from_the_host_that_runs_or_from_one_built_for_it()
    {
        var built = 0;
        await using var stack = await LocalStack.StartAsync(new() { ConfigureFunctions = _ => built++ }, Cancel);

        var listed = stack.ListFunctions();
        Assert.Equal(1, built);
        await stack.StopFunctionsAsync();

        Assert.Equal(listed.Select(each => each.Name), stack.ListFunctions().Select(each => each.Name));
        Assert.Contains(listed, each => each.Name == "SendMessage");
        Assert.Equal(2, built);
    }

    private static async Task<string> CreateChannelAsync(HttpClient api)
    {
        var wanted = new { kind = "direct", members = new[] { "bob" } };
        using var answer = await api.PostAsJsonAsync("channels", wanted, Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("channelId").GetString()!;
    }

    private static async Task<IEnumerable<string>> ChannelsAsync(HttpClient api)
    {
        var mine = await api.GetFromJsonAsync<JsonElement>("me/channels", Cancel);
        var channels = mine.GetProperty("channels").EnumerateArray();
        return [.. channels.Select(channel => channel.GetProperty("channelId").GetString()!)];
    }

    private sealed class Stubborn : IHostedService, IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("No.");
    }
}
