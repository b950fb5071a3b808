using Chat.Local.Emulation;

namespace Chat.Local.Tests.WebPubSub;

public sealed class EventFloodTests
{
    private const int Flood = 2500;

    [Fact]
    public async Task A_flood_of_events_is_refused_by_acks_and_never_stops_the_reader()
    {
        await using var handler = await TestHandler.StartAsync();
        await using var pubSub = await TestPubSub.StartAsync();
        pubSub.Emulator.ConfigureHub("chat", handler.Settings());
        using var ann = await pubSub.ConnectAsync("ann", protocol: TestPubSub.Plain);
        var release = new TaskCompletionSource();
        pubSub.Emulator.UpstreamFaults.Next("message", new Fault.Hold(release.Task));

        for (var ackId = 1; ackId <= Flood; ackId++)
        {
            await ann.SendAsync(Event(ackId));
        }

        // Behind the flood: answered all the same, while the handler still holds the first event.
        await ann.SendAsync("""{"type":"ping"}""");
        var refused = new HashSet<int>();
        while (await ann.ReceiveAsync() is var frame && frame.GetProperty("type").GetString() != "pong")
        {
            Assert.False(frame.GetProperty("success").GetBoolean());
            Assert.Equal("InternalServerError", frame.GetProperty("error").GetProperty("name").GetString());
            Assert.True(refused.Add(frame.GetProperty("ackId").GetInt32()));
        }

        Assert.InRange(refused.Count, Flood - 1001, Flood - 1000);
        release.SetResult();
        var accepted = new List<int>();
        while (accepted.Count < Flood - refused.Count)
        {
            var ack = await ann.ReceiveAsync();
            Assert.True(ack.GetProperty("success").GetBoolean());
            accepted.Add(ack.GetProperty("ackId").GetInt32());
        }

        Assert.Equal(Enumerable.Range(1, Flood).Except(refused), accepted);

        // A refused event was not begun: its ack id is free.
        await ann.SendAsync(Event(refused.First()));
        Assert.True((await ann.ReceiveAsync()).GetProperty("success").GetBoolean());
    }

    [Fact]
    public async Task An_event_on_its_way_to_the_handler_may_be_delayed()
    {
        await using var handler = await TestHandler.StartAsync();
        await using var pubSub = await TestPubSub.StartAsync();
        pubSub.Emulator.ConfigureHub("chat", handler.Settings());
        pubSub.Emulator.UpstreamFaults.Always("message", new Fault.Delay(TimeSpan.FromMilliseconds(40)));
        using var ann = await pubSub.ConnectAsync("ann");
        var started = TimeProvider.System.GetTimestamp();

        Assert.True((await ann.AskAsync(Event(1))).GetProperty("success").GetBoolean());

        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(38));
    }

    private static string Event(int ackId) =>
        $$"""{"type":"event","event":"message","ackId":{{ackId}},"dataType":"json","data":{ "n": {{ackId}} } }""";
}
