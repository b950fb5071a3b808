using Chat.Local.WebPubSub.Hubs;

namespace Chat.Local.Tests.WebPubSub;

public sealed class AckHistoryTests
{
    [Fact]
    public void A_repetition_of_a_failed_request_is_remembered_as_long_as_any_other()
    {
        var acks = new AckHistory();
        Assert.True(acks.TryBegin(1));
        acks.Forget(1);
        Assert.True(acks.TryBegin(2));
        Assert.True(acks.TryBegin(1));
        for (ulong id = 3; id <= AckHistory.Capacity; id++)
        {
            Assert.True(acks.TryBegin(id));
        }

        // All ids from 1 to the capacity are known; one more pushes out 2, which is the oldest.
        Assert.False(acks.TryBegin(1));
        Assert.False(acks.TryBegin(2));
        Assert.True(acks.TryBegin(AckHistory.Capacity + 1));
        Assert.False(acks.TryBegin(1));
        Assert.True(acks.TryBegin(2));
    }
}
