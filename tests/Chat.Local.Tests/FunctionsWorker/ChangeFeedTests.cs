using System.Collections.Concurrent;
using System.Text.Json;
using Chat.Local.Cosmos;
using Chat.Local.FunctionsWorker;
using Chat.Local.Tests.Cosmos;
using Chat.Local.Tests.FunctionsWorker.ChangeFeedApp;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chat.Local.Tests.FunctionsWorker;

public sealed class ChangeFeedTests : IAsyncLifetime
{
    private NotesAccount _notes = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private CosmosEmulator Emulator => _notes.Emulator;

    public async ValueTask InitializeAsync() => _notes = await NotesAccount.StartAsync();

    public ValueTask DisposeAsync() => _notes.DisposeAsync();

    [Fact]
    public async Task Changes_reach_the_function_in_order_through_the_middleware_without_an_http_context()
    {
        var (runs, seen) = (new FeedRuns(), new ConcurrentQueue<string>());
        var builder = FeedHost.CreateBuilder(typeof(ListFunctions), FeedHost.ConnectionOf(Emulator), runs)
            .ConfigureFunctionsWebApplication();
        builder.UseMiddleware((context, next) =>
        {
            seen.Enqueue($"{context.FunctionDefinition.Name} {context.GetHttpContext() is null}");
            return next();
        });
        await _notes.WriteAsync("one", "two");
        await using var host = await FeedHost.StartAsync(builder, runs);

        Assert.Equal(["one", "two"], [await host.NextAsync(), await host.NextAsync()]);
        await _notes.WriteAsync("three");
        Assert.Equal("three", await host.NextAsync());

        Assert.Equal(["Listen True"], seen.Distinct());
    }

    [Fact]
    public async Task A_function_may_take_the_items_as_json_text_and_bound_their_number()
    {
        await _notes.WriteAsync("one", "two");
        await using var host = await FeedHost.StartAsync<TextFunctions>(Emulator);

        foreach (var text in new[] { "one", "two" })
        {
            var item = Assert.Single(JsonElement.Parse(await host.NextAsync()).EnumerateArray());
            Assert.Equal(text, item.GetProperty("text").GetString());
        }
    }

    [Fact]
    public async Task A_run_that_throws_is_repeated_until_it_succeeds_and_nothing_overtakes_it()
    {
        var failures = 3;
        var runs = new FeedRuns
        {
            Before = texts => texts.Contains("one") && failures-- > 0
                ? throw new InvalidOperationException("Not yet.")
                : Task.CompletedTask,
        };
        await using var host = await FeedHost.StartAsync<ListFunctions>(Emulator, runs);
        await _notes.WriteAsync("one");
        await _notes.WriteAsync("two");

        Assert.Equal(["one", "two"], [await host.NextAsync(), await host.NextAsync()]);
        Assert.True(failures < 0);
    }

    [Fact]
    public async Task Without_a_retry_attribute_items_of_a_failed_run_are_lost_as_in_Azure_and_the_log_says_so()
    {
        var log = new LogCapture();
        var runs = new FeedRuns
        {
            Before = texts => texts.Contains("one") ? throw new InvalidOperationException("No.") : Task.CompletedTask,
        };
        var builder = FeedHost.CreateBuilder(typeof(ShortLeaseFunctions), FeedHost.ConnectionOf(Emulator), runs);
        builder.Logging.AddProvider(log);
        await _notes.WriteAsync("one");
        await using var host = await FeedHost.StartAsync(builder, runs);
        await log.UntilAsync("Function ShortLease has no retry left");

        await _notes.WriteAsync("two");

        Assert.Equal("two", await host.NextAsync());
    }

    [Fact]
    public async Task One_of_two_hosts_has_a_lease_and_hands_it_over_when_it_stops()
    {
        var first = await FeedHost.StartAsync<ListFunctions>(Emulator);
        await _notes.WriteAsync("one");
        Assert.Equal("one", await first.NextAsync());
        await using var second = await FeedHost.StartAsync<ListFunctions>(Emulator);
        await _notes.WriteAsync("two");
        Assert.Equal("two", await first.NextAsync());
        Assert.Equal(0, second.Runs.Seen.Reader.Count);

        await first.DisposeAsync();
        await _notes.WriteAsync("three");

        // Sooner than the minute after which a lease that nobody renews would expire. At least once: what the first was
        // given and had not checkpointed comes again.
        string next;
        while ((next = await second.NextAsync()) != "three")
        {
            Assert.Contains(next, new[] { "one", "two" });
        }
    }

    [Fact]
    public async Task The_leases_of_a_killed_host_are_taken_over_when_they_expire()
    {
        await _notes.WriteAsync("one");
        using var child = FeedChild.Start(Emulator);
        Assert.Equal("one", await FeedChild.NextAsync(child));
        await using var heir = await FeedHost.StartAsync<ShortLeaseFunctions>(Emulator);
        child.Kill();
        await child.WaitForExitAsync(Cancel);

        await _notes.WriteAsync("two");

        // At least once: what the killed host was given and had not checkpointed comes again.
        var next = await heir.NextAsync();
        Assert.Equal("two", next == "one" ? await heir.NextAsync() : next);
    }

    [Fact]
    public async Task Items_of_a_run_that_a_stop_interrupts_come_again_on_the_next_host()
    {
        var failed = new TaskCompletionSource();
        var failing = new FeedRuns
        {
            Before = _ =>
            {
                failed.TrySetResult();
                throw new InvalidOperationException("Never.");
            },
        };
        await using (await FeedHost.StartAsync<ListFunctions>(Emulator, failing))
        {
            await _notes.WriteAsync("one");
            await failed.Task.WaitAsync(Cancel);
        }

        await using var next = await FeedHost.StartAsync<ListFunctions>(Emulator);

        Assert.Equal("one", await next.NextAsync());
    }

    [Fact]
    public async Task A_lease_container_is_created_where_the_function_wants_it_and_may_be_there()
    {
        await _notes.WriteAsync("one");
        await using (var first = await FeedHost.StartAsync<OwnLeasesFunctions>(Emulator))
        {
            Assert.Equal("one", await first.NextAsync());
        }

        await using var second = await FeedHost.StartAsync<OwnLeasesFunctions>(Emulator);
        await _notes.WriteAsync("two");
        var next = await second.NextAsync();
        Assert.Equal("two", next == "one" ? await second.NextAsync() : next);
        var made = await _notes.Client.GetContainer("chat", "own").ReadContainerAsync(cancellationToken: Cancel);
        Assert.Equal(("/id", -1), (made.Resource.PartitionKeyPath, made.Resource.DefaultTimeToLive));
    }

    [Fact]
    public async Task A_container_that_is_missing_fails_the_start_by_name()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => FeedHost.StartAsync<NoContainerFunctions>(Emulator));

        Assert.Contains("'nothing'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(SameLeasesFunctions), "Latter", "shares the leases of 'Former'")]
    [InlineData(typeof(OneNoteFunctions), "OneNote", "is no string, array or list")]
    public void A_function_that_would_not_work_fails_the_build(Type functions, string function, string reason)
    {
        var builder = FeedHost.CreateBuilder(functions, FeedHost.ConnectionOf(Emulator), new FeedRuns());

        var refusal = Assert.Throws<InvalidFunctionException>(builder.Build);

        Assert.Equal(function, refusal.Function);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Sample=", "is no setting")]
    [InlineData("--Sample:accountEndpoint=https://chat.documents.azure.com", "has to be a connection string")]
    public void A_connection_that_is_of_no_use_here_fails_the_build(string setting, string reason)
    {
        var builder = FunctionsApplication.CreateBuilder([setting]);
        builder.App.Includes = type => type == typeof(ShortLeaseFunctions);

        Assert.Contains(reason, Assert.Throws<InvalidFunctionException>(builder.Build).Message, StringComparison.Ordinal);
    }
}
