using System.Threading.Channels;
using Chat.Local.WebPubSub.Frames;

namespace Chat.Local.WebPubSub.Clients;

/// <summary>A connection's user events waiting for their handler. One at a time keeps their order; a queue of its own
/// keeps a slow handler from holding up other connections, or this one's pings.</summary>
internal sealed class UserEventQueue
{
    private const int Capacity = 1000;

    private readonly Channel<ClientFrame.UserEvent> _events = Channel.CreateBounded<ClientFrame.UserEvent>(
        new BoundedChannelOptions(Capacity) { SingleReader = true });

    /// <summary>Waits for room when the client sends faster than its events are handled. Once the connection is over,
    /// events are dropped.</summary>
    public async Task AddAsync(ClientFrame.UserEvent userEvent, CancellationToken cancellationToken)
    {
        while (await _events.Writer.WaitToWriteAsync(cancellationToken))
        {
            if (_events.Writer.TryWrite(userEvent))
            {
                return;
            }
        }
    }

    public void Complete() => _events.Writer.TryComplete();

    public async Task RunAsync(Func<ClientFrame.UserEvent, Task> handle)
    {
        await foreach (var userEvent in _events.Reader.ReadAllAsync())
        {
            await handle(userEvent);
        }
    }
}
