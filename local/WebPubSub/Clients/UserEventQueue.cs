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

    private volatile bool _isOver;

    /// <summary>Adds an event unless the client is too far ahead of its handler. Whoever reads the client's frames must
    /// not wait here: acknowledgements and pings come by the same way, and without them the connection is lost.</summary>
    /// <returns>Whether there was room. Once the connection is over there is: the event is dropped.</returns>
    public bool TryAdd(ClientFrame.UserEvent userEvent) =>
        _events.Writer.TryWrite(userEvent) || _isOver;

    public void Complete()
    {
        _isOver = true;
        _events.Writer.TryComplete();
    }

    public async Task RunAsync(Func<ClientFrame.UserEvent, Task> handle)
    {
        await foreach (var userEvent in _events.Reader.ReadAllAsync())
        {
            await handle(userEvent);
        }
    }
}
