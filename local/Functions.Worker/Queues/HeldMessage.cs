using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Chat.Local.FunctionsWorker;

/// <summary>A message that this host has taken: nobody else sees it until the time is over, which is put off while it is
/// held.</summary>
internal sealed class HeldMessage(QueueClient queue, QueueMessage message, TimeProvider time)
{
    /// <summary>How long a taken message stays unseen. When a host dies, its messages come again after it.</summary>
    public static readonly TimeSpan Visibility = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMinutes(1);

    private string _receipt = message.PopReceipt;

    /// <summary>Does <paramref name="work"/> while the message is kept from the others.</summary>
    public async Task<T> WhileHeldAsync<T>(Task<T> work, CancellationToken abandoned)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(abandoned);
        var renewing = RenewAsync(done.Token);
        try
        {
            return await work;
        }
        finally
        {
            await done.CancelAsync();
            await renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Shows the message to all again after a time.</summary>
    public Task ReleaseAsync(TimeSpan delay, CancellationToken abandoned) => UnlessGoneAsync(
        () => queue.UpdateMessageAsync(message.MessageId, _receipt, visibilityTimeout: delay, cancellationToken: abandoned));

    public Task DeleteAsync(CancellationToken abandoned) =>
        UnlessGoneAsync(() => queue.DeleteMessageAsync(message.MessageId, _receipt, abandoned));

    // One that another host has by now, or has done with, is no longer ours to change.
    private static async Task UnlessGoneAsync(Func<Task> change)
    {
        try
        {
            await change();
        }
        catch (RequestFailedException error) when (IsGone(error))
        {
        }
    }

    private static bool IsGone(RequestFailedException error) =>
        error.Status is 404 || error.ErrorCode == QueueErrorCode.PopReceiptMismatch;

    private async Task RenewAsync(CancellationToken done)
    {
        for (var wait = Visibility / 2; ;)
        {
            await Task.Delay(wait, time, done);
            try
            {
                var renewed = await queue.UpdateMessageAsync(
                    message.MessageId, _receipt, visibilityTimeout: Visibility, cancellationToken: CancellationToken.None);
                (_receipt, wait) = (renewed.Value.PopReceipt, Visibility / 2);
            }
            catch (RequestFailedException error) when (IsGone(error))
            {
                return;
            }
            catch (Exception error) when (error is RequestFailedException or AggregateException)
            {
                // As in the Functions host: sooner next time, while the message may still be ours.
                wait = wait / 2 > ShortestWait ? wait / 2 : ShortestWait;
            }
        }
    }
}
