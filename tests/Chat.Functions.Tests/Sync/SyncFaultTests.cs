using System.Net;
using System.Text.Json.Nodes;
using Chat.Local.Emulation;

namespace Chat.Functions.Tests.Sync;

/// <summary>When the list of channels or a log cannot be read, a sync fails as a whole, and may be asked again.</summary>
public sealed class SyncFaultTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Theory]
    [InlineData(0, 429)]
    [InlineData(5, 429)]
    [InlineData(6, 429)]
    [InlineData(6, 503)]
    public async Task A_failure_midway_gives_no_half_of_an_answer(int done, int status)
    {
        using var ann = chat.Invite("ann");
        string[] ids = [$"{ann.UserId}-a", $"{ann.UserId}-b", $"{ann.UserId}-c"];
        await Task.WhenAll(ids.Select(id => chat.AddAsync(ann.UserId, id, 30)));
        var request = new { channels = ids.Select(channelId => new { channelId, seq = 1 }) };
        chat.Stack.Cosmos.Faults.Next("query", new Fault.Delay(TimeSpan.Zero), done);
        // So many, since the SDK tries again.
        chat.Stack.Cosmos.Faults.Next("query", new Fault.Respond(status, TimeSpan.FromMilliseconds(1)), 200);

        var (failed, answer) = await ann.TryAsync(HttpMethod.Post, "sync", request);
        Assert.True(chat.Stack.Cosmos.Faults.Pending.Count < 200);
        chat.Stack.Cosmos.Faults.Clear();

        Assert.Equal(status, (int)failed);
        Assert.Equal(HttpStatusCode.OK, (await ann.TryAsync(HttpMethod.Post, "sync", request)).Status);
        Assert.True((int)answer!["error"]!["retryAfterMs"]! > 0);
        Assert.Equal(["error"], answer.Select(member => member.Key));
        Assert.All((await ann.SyncAsync(request)).Channels(), channel => Assert.Equal(29, channel.Seqs().Count));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_read_of_many_that_is_refused_for_long_ends_with_an_answer(int status)
    {
        using var ann = chat.Invite("ann");
        // Several: a read of one item is a point read.
        await Task.WhenAll("abc".Select(name => chat.AddAsync(ann.UserId, $"{ann.UserId}-{name}", 1)));
        chat.Stack.Cosmos.Faults.Next("query", new Fault.Delay(TimeSpan.Zero));
        chat.Stack.Cosmos.Faults.Always("query", new Fault.Respond(status, TimeSpan.FromMilliseconds(10)));

        var (answered, answer) = await ann.TryAsync(HttpMethod.Post, "sync", new { channels = Array.Empty<object>() });
        chat.Stack.Cosmos.Faults.Clear();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (answered, (string)answer!["error"]!["code"]!));
    }
}
