using Chat.Local.Emulation;

namespace Chat.Functions.Tests.Messages;

/// <summary>What a message costs, counted where it is paid: at the database and at Web PubSub.</summary>
public sealed class MessageCostTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task In_steady_state_a_message_costs_one_event_one_read_one_write_and_one_call()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var annSocket = await ann.ConnectAsync();
        await using var bobSocket = await bob.ConnectAsync();
        await annSocket.SendMessageAsync(channelId, "the first makes the head known");

        await CountAsync(async () =>
        {
            for (var seq = 1; seq <= 10; seq++)
            {
                await annSocket.SendMessageAsync(channelId, "hi", after: seq);
            }
        });

        AssertCosts(events: 10, reads: 10, writes: 10, calls: 10, queries: 0);
    }

    [Fact]
    public async Task An_unknown_head_costs_one_read_more()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using (var socket = await ann.ConnectAsync())
        {
            await socket.SendMessageAsync(channelId, "hi");
        }

        await chat.Stack.StopFunctionsAsync();
        await chat.Stack.StartFunctionsAsync();
        await using var again = await ann.ConnectAsync();
        await CountAsync(() => again.SendMessageAsync(channelId, "hi", after: 1));

        AssertCosts(events: 1, reads: 2, writes: 1, calls: 1, queries: 0);
    }

    [Fact]
    public async Task The_first_message_of_a_channel_asks_for_its_head_by_one_query()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await ann.ConnectAsync();

        await CountAsync(() => socket.SendMessageAsync(channelId, "hi"));

        AssertCosts(events: 1, reads: 1, writes: 1, calls: 1, queries: 1);
    }

    [Fact]
    public async Task A_retry_costs_the_refused_write_one_query_and_a_read_and_is_delivered_again()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await ann.ConnectAsync();
        await socket.SendMessageAsync(channelId, "hi", clientId: "1");

        await CountAsync(() => socket.SendMessageAsync(channelId, "hi", clientId: "1"));

        AssertCosts(events: 1, reads: 2, writes: 1, calls: 1, queries: 1);
    }

    private async Task CountAsync(Func<Task> work)
    {
        foreach (var log in new[] { chat.Stack.Cosmos.Requests, chat.Stack.WebPubSub.Requests, chat.Stack.WebPubSub.Upstream })
        {
            log.Clear();
        }

        await work();
    }

    private void AssertCosts(int events, int reads, int writes, int calls, int queries)
    {
        var (data, hub) = (chat.Stack.Cosmos.DataRequests(), chat.Stack.WebPubSub.Requests.Snapshot());
        Assert.Equal((events, events), (chat.Stack.WebPubSub.Upstream.Count("message"), chat.Stack.WebPubSub.Upstream.Snapshot().Count));
        Assert.Equal((reads, writes, queries), (Count(data, "read"), Count(data, "batch"), Count(data, "query")));
        Assert.Equal(reads + writes + queries, data.Count);
        Assert.Equal((calls, calls), (Count(hub, "sendToGroup"), hub.Count));
    }

    private static int Count(IEnumerable<ServedRequest> requests, string operation) =>
        requests.Count(request => request.Operation == operation);
}
