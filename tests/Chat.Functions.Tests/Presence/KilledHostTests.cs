using Chat.Local;

namespace Chat.Functions.Tests.Presence;

/// <summary>A functions host that dies while somebody is away: the message waits in its queue.</summary>
public sealed class KilledHostTests
{
    [Fact]
    public async Task A_host_that_is_killed_within_the_window_and_started_again_tells_one_offline()
    {
        await using var stack = await LocalStack.StartAsync(new LocalStackOptions
        {
            SeparateFunctions = true,
            FunctionsArguments = ["--Presence:DebounceSeconds=3"],
        });
        using var ann = new Person(stack, "ann");
        using var bob = new Person(stack, "bob");
        await ann.CreateDirectAsync(bob.UserId);
        await using var watcher = await ann.ConnectAsync();
        var socket = await bob.ConnectAsync();
        Assert.Equal(("online", 1L), (await watcher.NextPresenceAsync()).Of(bob.UserId));

        await socket.DisposeAsync();
        await stack.WebPubSub.Upstream.UntilAsync("disconnected").WaitAsync(TimeSpan.FromSeconds(20));
        await stack.KillFunctionsAsync(0);
        await stack.StartFunctionsAsync();

        Assert.Equal(("offline", 2L), (await watcher.NextPresenceAsync()).Of(bob.UserId));
        // And nothing else until this.
        await using var again = await bob.ConnectAsync();
        Assert.Equal(("online", 3L), (await watcher.NextPresenceAsync()).Of(bob.UserId));
    }
}
