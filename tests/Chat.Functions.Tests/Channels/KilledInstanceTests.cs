using Chat.Local;
using Chat.Local.Emulation;

namespace Chat.Functions.Tests.Channels;

public sealed class KilledInstanceTests
{
    /// <summary>The killed one's hold on the change feed has to expire first, which takes a minute.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task What_was_stored_by_an_instance_that_was_killed_then_is_made_known_by_another()
    {
        await using var stack = await LocalStack.StartAsync(new LocalStackOptions { SeparateFunctions = true });
        using var ann = new Person(stack, "ann");
        using var bob = new Person(stack, "bob");
        var channelId = await ann.CreateGroupAsync("Team");
        await using var socket = await bob.ConnectAsync();
        // The list is written by the request, and once more by the feed, and Bob's presence by his coming: only then the next to
        // write one is the request below.
        await stack.Cosmos.Requests.UntilAsync("create", 3).WaitAsync(Patience);

        var never = new TaskCompletionSource();
        stack.Cosmos.Faults.Next("create", new Fault.Hold(never.Task));
        var adding = ann.TryAsync(HttpMethod.Put, $"channels/{channelId}/members/{bob.UserId}", new { });
        await stack.Cosmos.Faults.UntilMetAsync().WaitAsync(Patience);
        await stack.KillFunctionsAsync(0);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => adding);
        Assert.Empty(stack.WebPubSub.GroupsOf("chat", socket.ConnectionId));
        await stack.StartFunctionsAsync();
        // Last of all, Bob's screens are told.
        await stack.WebPubSub.Requests.UntilAsync("sendToUser").WaitAsync(Patience);

        Assert.Equal(["c:" + channelId, "t:" + channelId], stack.WebPubSub.GroupsOf("chat", socket.ConnectionId));
        Assert.Equal([channelId], await bob.ChannelsAsync());
        Assert.Equal("join", (string)(await bob.ReadEntriesAsync(channelId)).Single()["kind"]!);
    }
}
