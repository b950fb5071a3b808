namespace Chat.Functions.Tests.Reading;

/// <summary>With the change feed as it runs by itself.</summary>
public sealed class FeedTests(FeedFixture chat) : IClassFixture<FeedFixture>
{
    [Fact]
    public async Task What_is_sent_is_counted_within_seconds_without_anybody_asking()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await ann.ConnectAsync();
        await socket.SayAsync(channelId, "hi", $"hi @{bob.UserId}");

        await chat.UntilAsync("create", async () => await bob.CountsOfAsync(channelId) == (0, 2, 1));

        Assert.Equal($"hi @{bob.UserId}", (string)(await bob.FindAsync(channelId))["last"]!["text"]!);
    }
}
