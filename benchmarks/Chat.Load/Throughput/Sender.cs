using Chat.Load.Instances;

namespace Chat.Load.Throughput;

/// <summary>A device: one message under way at a time; a refused one is sent again when the answer says so, and one
/// without an answer at once, with the same id.</summary>
internal sealed class Sender(string channelId, string senderId, string text, Func<OutgoingMessage, Task<long>> send)
{
    public List<Acknowledged> Acknowledged { get; } = [];

    public int Refusals { get; private set; }

    public int Failures { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        // All devices do not begin in the same instant.
        await Task.Yield();
        var after = 0L;
        for (var number = 1; !stop.IsCancellationRequested; number++)
        {
            var message = new OutgoingMessage(channelId, senderId, $"{number}", after, text);
            var began = TimeProvider.System.GetTimestamp();
            after = await SendUntilAcknowledgedAsync(message);
            Acknowledged.Add(new Acknowledged(
                channelId, senderId, message.ClientId, after, TimeProvider.System.GetTimestamp(), TimeProvider.System.GetElapsedTime(began)));
        }
    }

    private async Task<long> SendUntilAcknowledgedAsync(OutgoingMessage message)
    {
        const int mostFailures = 100;
        while (true)
        {
            try
            {
                return await send(message);
            }
            catch (RefusedException refusal)
            {
                Refusals++;
                await Task.Delay(refusal.RetryAfter, TimeProvider.System);
            }
            catch (Exception) when (++Failures < mostFailures)
            {
                // Without an answer a device sends the same again.
            }
        }
    }
}
