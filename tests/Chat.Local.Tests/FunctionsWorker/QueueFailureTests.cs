using Azure.Storage.Queues;
using Chat.Local.Tests.FunctionsWorker.QueueApp;

namespace Chat.Local.Tests.FunctionsWorker;

public sealed class QueueFailureTests : IAsyncLifetime
{
    private string _account = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private QueueClient Notes => QueueHost.Queue(_account);

    private QueueClient Poison => QueueHost.Queue(_account, "notes-poison");

    public async ValueTask InitializeAsync() => _account = await QueueHost.TakeAccountAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

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

        var poisoned = await QueueHost.UntilReceivedAsync(Poison);
        Assert.Equal("{\"no\":\"luck\"}", poisoned.Body.ToString());
        await QueueHost.UntilEmptyAsync(Notes);
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

        await QueueHost.UntilEmptyAsync(Notes);
        Assert.False(await Poison.ExistsAsync(Cancel));
    }

    [Fact]
    public async Task A_text_that_is_not_the_JSON_it_should_be_ends_as_poison()
    {
        await using var host = await QueueHost.StartAsync<JsonQueueFunctions>(
            _account, null, "--AzureFunctionsJobHost:extensions:queues:maxDequeueCount=2");

        await Notes.SendMessageAsync("no JSON", Cancel);

        Assert.Equal("no JSON", (await QueueHost.UntilReceivedAsync(Poison)).Body.ToString());
        Assert.False(host.Runs.Seen.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_message_that_is_not_in_base64_goes_to_the_poison_queue_as_it_is_and_the_next_is_worked_on()
    {
        await using var host = await QueueHost.StartAsync<TextQueueFunctions>(_account);

        await new QueueClient(_account, "notes").SendMessageAsync("plain, not base64!", Cancel);
        await Notes.SendMessageAsync("encoded", Cancel);

        Assert.Equal("encoded", await host.NextAsync());
        var poisoned = await QueueHost.UntilReceivedAsync(new QueueClient(_account, "notes-poison"));
        Assert.Equal("plain, not base64!", poisoned.Body.ToString());
    }
}
