using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Chat.Local.FunctionsWorker;
using Chat.Local.Tests.FunctionsWorker.QueueApp;
using Microsoft.Extensions.Time.Testing;

namespace Chat.Local.Tests.FunctionsWorker;

public sealed class HeldMessageTests
{
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_run_keeps_its_message_and_deletes_it_at_the_end()
    {
        var account = await QueueHost.TakeAccountAsync();
        var renewals = new SeenUpdates();
        var options = new QueueClientOptions();
        options.AddPolicy(renewals, HttpPipelinePosition.PerCall);
        var queue = new QueueClient(account, "notes", options);
        await queue.CreateAsync(cancellationToken: Cancel);
        await queue.SendMessageAsync("long", Cancel);
        QueueMessage message = await queue.ReceiveMessageAsync(HeldMessage.Visibility, Cancel);
        var held = new HeldMessage(queue, message, _clock);
        var work = new TaskCompletionSource<bool>();

        var holding = held.WhileHeldAsync(work.Task, CancellationToken.None);
        for (var renewal = 1; renewal <= 2; renewal++)
        {
            await UntilRenewedAsync(renewals, renewal);
        }

        work.SetResult(true);
        Assert.True(await holding);
        await held.DeleteAsync(CancellationToken.None);

        // With the receipt of before the renewals it would not have been deleted.
        QueueProperties properties = await queue.GetPropertiesAsync(Cancel);
        Assert.Equal(0, properties.ApproximateMessagesCount);
    }

    [Fact]
    public async Task A_message_whose_host_died_in_its_last_attempt_goes_to_the_poison_queue_without_another()
    {
        var account = await QueueHost.TakeAccountAsync();
        var notes = QueueHost.Queue(account);
        await notes.CreateAsync(cancellationToken: Cancel);
        await notes.SendMessageAsync("fatal", Cancel);
        QueueMessage taken = await notes.ReceiveMessageAsync(TimeSpan.FromMinutes(1), Cancel);
        await notes.UpdateMessageAsync(taken.MessageId, taken.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: Cancel);

        await using var host = await QueueHost.StartAsync<TextQueueFunctions>(
            account, null, "--AzureFunctionsJobHost:extensions:queues:maxDequeueCount=1");

        var poison = QueueHost.Queue(account, "notes-poison");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(40));
        while (!await poison.ExistsAsync(patience.Token)
            || (await poison.PeekMessageAsync(patience.Token)).Value?.Body.ToString() != "fatal")
        {
        }

        Assert.False(host.Runs.Seen.Reader.TryRead(out _));
    }

    private async Task UntilRenewedAsync(SeenUpdates renewals, int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(40));
        while (renewals.Count < count)
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, patience.Token);
        }
    }

    private sealed class SeenUpdates : HttpPipelinePolicy
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await ProcessNextAsync(message, pipeline);
            if (message.Request.Method == RequestMethod.Put && message.Request.Uri.Query.Contains("popreceipt", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _count);
            }
        }
    }
}
