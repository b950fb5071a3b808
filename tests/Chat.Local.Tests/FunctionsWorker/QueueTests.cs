using System.Diagnostics;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Chat.Local.FunctionsWorker;
using Chat.Local.Tests.FunctionsWorker.QueueApp;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Local.Tests.FunctionsWorker;

public sealed class QueueTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private string _account = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private QueueClient Notes => QueueHost.Queue(_account);

    private QueueClient Poison => QueueHost.Queue(_account, "notes-poison");

    public async ValueTask InitializeAsync() => _account = await QueueHost.TakeAccountAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_message_runs_the_function_and_is_deleted()
    {
        await using var host = await QueueHost.StartAsync<TextQueueFunctions>(_account);

        await Notes.SendMessageAsync("hi", Cancel);

        Assert.Equal("hi", await host.NextAsync());
        await UntilEmptyAsync(Notes);
        Assert.False(host.Runs.Seen.Reader.TryRead(out _));
    }

    [Fact]
    public async Task The_queue_is_there_when_the_host_is()
    {
        Assert.False(await Notes.ExistsAsync(Cancel));

        await using var host = await QueueHost.StartAsync<TextQueueFunctions>(_account);

        Assert.True(await Notes.ExistsAsync(Cancel));
    }

    [Fact]
    public async Task A_function_takes_the_message_itself_and_names_its_queue_and_account_by_settings()
    {
        await using var host = await QueueHost.StartAsync<MessageQueueFunctions>(
            "UseDevelopmentStorage=true", null, $"--Sample={_account}", "--Sample:Queue=from-settings");

        await QueueHost.Queue(_account, "from-settings").SendMessageAsync("hi", Cancel);

        Assert.Equal("hi 1", await host.NextAsync());
    }

    [Fact]
    public async Task A_function_takes_the_bytes_of_a_message()
    {
        await using var host = await QueueHost.StartAsync<BinaryQueueFunctions>(_account);

        await Notes.SendMessageAsync("hi", Cancel);

        Assert.Equal("Binary hi", await host.NextAsync());
    }

    [Fact]
    public async Task A_function_takes_an_object_of_the_JSON_in_a_message()
    {
        await using var host = await QueueHost.StartAsync<JsonQueueFunctions>(_account);

        await Notes.SendMessageAsync("""{"text":"hi","number":7}""", Cancel);

        Assert.Equal("hi 7", await host.NextAsync());
    }

    [Fact]
    public async Task A_message_that_fails_five_times_goes_to_the_poison_queue_as_it_was()
    {
        var runs = new QueueRuns { During = (_, _) => throw new InvalidOperationException("As planned.") };
        await using var host = await QueueHost.StartAsync<TextQueueFunctions>(_account, runs);

        await Notes.SendMessageAsync("{\"no\":\"luck\"}", Cancel);

        for (var attempt = 1; attempt <= 5; attempt++)
        {
            Assert.Equal("{\"no\":\"luck\"}", await host.NextAsync());
        }

        var poisoned = await UntilReceivedAsync(Poison);
        Assert.Equal("{\"no\":\"luck\"}", poisoned.Body.ToString());
        await UntilEmptyAsync(Notes);
        Assert.False(runs.Seen.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_message_that_fails_is_tried_again_and_then_deleted()
    {
        var attempts = 0;
        var runs = new QueueRuns
        {
            During = (_, _) => ++attempts < 3 ? throw new InvalidOperationException("As planned.") : Task.CompletedTask,
        };
        await using var host = await QueueHost.StartAsync<TextQueueFunctions>(_account, runs);

        await Notes.SendMessageAsync("at last", Cancel);

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal("at last", await host.NextAsync());
        }

        await UntilEmptyAsync(Notes);
        Assert.False(await Poison.ExistsAsync(Cancel));
    }

    [Fact]
    public async Task A_text_that_is_not_the_JSON_it_should_be_ends_as_poison()
    {
        await using var host = await QueueHost.StartAsync<JsonQueueFunctions>(
            _account, null, "--AzureFunctionsJobHost:extensions:queues:maxDequeueCount=2");

        await Notes.SendMessageAsync("no JSON", Cancel);

        Assert.Equal("no JSON", (await UntilReceivedAsync(Poison)).Body.ToString());
        Assert.False(host.Runs.Seen.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_message_that_is_not_in_base64_goes_to_the_poison_queue_as_it_is_and_the_next_is_worked_on()
    {
        await using var host = await QueueHost.StartAsync<TextQueueFunctions>(_account);

        await new QueueClient(_account, "notes").SendMessageAsync("plain, not base64!", Cancel);
        await Notes.SendMessageAsync("encoded", Cancel);

        Assert.Equal("encoded", await host.NextAsync());
        var poisoned = await UntilReceivedAsync(new QueueClient(_account, "notes-poison"));
        Assert.Equal("plain, not base64!", poisoned.Body.ToString());
    }

    [Fact]
    public async Task Two_hosts_share_a_queue_and_each_message_runs_once()
    {
        var runs = new QueueRuns();
        await using var first = await QueueHost.StartAsync<TextQueueFunctions>(_account, runs);
        await using var second = await QueueHost.StartAsync<TextQueueFunctions>(_account, runs);
        var sent = Enumerable.Range(1, 100).Select(number => $"message {number}").ToList();

        await Parallel.ForEachAsync(sent, Cancel, async (text, cancel) => await Notes.SendMessageAsync(text, cancel));

        var seen = new List<string>();
        while (seen.Count < sent.Count)
        {
            seen.Add(await first.NextAsync());
        }

        await UntilEmptyAsync(Notes);
        Assert.False(runs.Seen.Reader.TryRead(out _));
        Assert.Equal(sent.Order(), seen.Order());
    }

    [Fact]
    public async Task A_delayed_message_does_not_run_before_its_time()
    {
        await using var host = await QueueHost.StartAsync<TextQueueFunctions>(_account);
        var delay = TimeSpan.FromSeconds(3);

        await Notes.SendMessageAsync("later", delay, cancellationToken: Cancel);
        var sent = Stopwatch.StartNew();
        await Notes.SendMessageAsync("now", Cancel);

        Assert.Equal("now", await host.NextAsync());
        Assert.Equal("later", await host.NextAsync());

        // The service counts whole seconds from when it took the message, which was before the watch was started.
        Assert.InRange(sent.Elapsed, delay - TimeSpan.FromSeconds(1), Patience);
    }

    [Fact]
    public async Task No_more_messages_are_under_way_than_the_batch_and_its_threshold_allow()
    {
        var (now, most) = (0, 0);
        var release = new TaskCompletionSource();
        var runs = new QueueRuns();
        runs.During = async (_, cancel) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            await release.Task.WaitAsync(cancel);
            Interlocked.Decrement(ref now);
        };
        await Notes.CreateAsync(cancellationToken: Cancel);
        await Task.WhenAll(Enumerable.Range(1, 12).Select(number => Notes.SendMessageAsync($"{number}", Cancel)));

        await using var host = await QueueHost.StartAsync<TextQueueFunctions>(
            _account, runs,
            "--AzureFunctionsJobHost:extensions:queues:batchSize=4",
            "--AzureFunctionsJobHost:extensions:queues:newBatchThreshold=1");
        for (var seen = 0; seen < 4; seen++)
        {
            await host.NextAsync();
        }

        Assert.False(runs.Seen.Reader.TryRead(out _));
        release.SetResult();
        for (var seen = 4; seen < 12; seen++)
        {
            await host.NextAsync();
        }

        Assert.InRange(most, 4, 5);
    }

    [Fact]
    public async Task A_function_that_is_off_leaves_its_queue_alone()
    {
        await using var host = await QueueHost.StartAsync(BuilderWithNeighbour("--AzureWebJobs.Text.Disabled=true"), new QueueRuns());
        Assert.False(await Notes.ExistsAsync(Cancel));
    }

    [Fact]
    public async Task A_stop_waits_for_the_run_under_way_and_its_message_is_deleted()
    {
        var (begun, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var runs = new QueueRuns
        {
            During = async (_, _) =>
            {
                begun.SetResult();
                await release.Task;
            },
        };
        await using var host = await QueueHost.StartAsync<TextQueueFunctions>(_account, runs);
        await Notes.SendMessageAsync("under way", Cancel);
        await begun.Task.WaitAsync(Patience, Cancel);

        var stop = host.StopAsync();
        Assert.False(stop.IsCompleted);
        release.SetResult();
        await stop.WaitAsync(Patience, Cancel);

        QueueProperties properties = await Notes.GetPropertiesAsync(Cancel);
        Assert.Equal(0, properties.ApproximateMessagesCount);
    }

    [Fact]
    public async Task A_run_that_a_stop_ends_comes_again_on_the_next_host()
    {
        var runs = new QueueRuns { During = (_, cancel) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel) };
        await using (var host = await QueueHost.StartAsync<TextQueueFunctions>(_account, runs))
        {
            await Notes.SendMessageAsync("again", Cancel);
            Assert.Equal("again", await host.NextAsync());
        }

        await using var next = await QueueHost.StartAsync<TextQueueFunctions>(_account);
        Assert.Equal("again", await next.NextAsync());
    }

    [Fact]
    public async Task Messages_sent_while_no_host_runs_wait_for_the_next()
    {
        await Notes.CreateAsync(cancellationToken: Cancel);
        await Notes.SendMessageAsync("waiting", Cancel);

        await using var host = await QueueHost.StartAsync<TextQueueFunctions>(_account);

        Assert.Equal("waiting", await host.NextAsync());
    }

    [Fact]
    public async Task A_queue_that_is_deleted_comes_back_and_is_worked_on()
    {
        await using var host = await QueueHost.StartAsync<TextQueueFunctions>(_account);
        await Notes.DeleteAsync(Cancel);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Patience);
        while (!await Notes.ExistsAsync(patience.Token))
        {
        }

        await Notes.SendMessageAsync("back", Cancel);
        Assert.Equal("back", await host.NextAsync());
    }

    private Microsoft.Azure.Functions.Worker.Builder.FunctionsApplicationBuilder BuilderWithNeighbour(string argument)
    {
        var builder = QueueHost.CreateBuilder(typeof(TextQueueFunctions), _account, new QueueRuns(), argument);
        builder.App.Includes = type => type == typeof(TextQueueFunctions) || type == typeof(TimerApp.TimerSampleFunctions);
        builder.Services.AddSingleton(new TimerApp.TimerRuns());
        return builder;
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; value > seen; seen = most)
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }

    // Each look is a request to the service, which is awaited.
    private static async Task UntilEmptyAsync(QueueClient queue)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Patience);
        while ((await queue.GetPropertiesAsync(patience.Token)).Value.ApproximateMessagesCount > 0)
        {
        }
    }

    private static async Task<QueueMessage> UntilReceivedAsync(QueueClient queue)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Patience);
        while (true)
        {
            if (await queue.ExistsAsync(patience.Token)
                && (await queue.ReceiveMessageAsync(cancellationToken: patience.Token)).Value is { } message)
            {
                return message;
            }
        }
    }
}
