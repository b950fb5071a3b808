using Chat.Functions.Messages;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Tests.Reading;

/// <summary>What reading costs, counted at the database.</summary>
public sealed class ReadingCostTests(ReadingFixture chat) : IClassFixture<ReadingFixture>
{
    private const string At = "2026-11-24T09:30:00.000Z";

    [Theory]
    [InlineData(3)]
    [InlineData(300)]
    public async Task A_page_of_the_list_costs_the_same_requests_however_many_channels_it_has(int channels)
    {
        var bob = chat.Invite("bob");
        await Parallel.ForAsync(0, channels, async (i, _) => await AddChannelAsync(bob.UserId, $"{bob.UserId}-{i}"));

        var (list, requests) = await CountAsync(() => bob.ListAsync());

        Assert.Equal(channels, list.Count);
        Assert.All(list, channel => Assert.Equal(
            ("member", "Team", $"hi @{bob.UserId}"),
            ((string)channel["role"]!, (string)channel["name"]!, (string)channel["last"]!["text"]!)));
        Assert.All(list, channel => Assert.Equal((1, 1), ((int)channel["unread"]!, (int)channel["mentions"]!)));
        // A read of many items is a query, and the SDK asks for its plan first.
        Assert.Equal([.. Enumerable.Repeat("plan", 4), .. Enumerable.Repeat("query", 6)], requests.Order());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    public async Task Moving_a_cursor_costs_the_same_however_much_is_unread(int messages)
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await ann.ConnectAsync();
        await socket.SayAsync(channelId, [.. Enumerable.Range(1, messages).Select(i => $"message {i}")]);
        await chat.TrackAsync(channelId);

        var (counts, requests) = await CountAsync(() => bob.MarkReadAsync(channelId, 1));

        Assert.Equal((1, messages - 1, 0), counts);
        // Reads: membership, the channel (whether it is there, and how large), entry, the user's channel, the profile, activity. The
        // query is for mentions.
        Assert.Equal(["patch", "query", .. Enumerable.Repeat("read", 7)], requests.Order());
    }

    /// <summary>A channel where somebody has said one thing.</summary>
    private async Task AddChannelAsync(string userId, string channelId)
    {
        var key = new PartitionKey(channelId);
        await chat.Database.Channels.CreateItemAsync(new { id = "channel", type = "channel", channelId, kind = "group", name = "Team" }, key);
        await chat.Database.Channels.CreateItemAsync(
            new { id = "member:" + userId, type = "member", channelId, userId, role = "member", joinedAt = At }, key);
        await chat.Database.Users.CreateItemAsync(
            new { id = "channel:" + channelId, type = "membership", userId, channelId, kind = "group", joinedAt = At },
            new PartitionKey(userId));
        var entry = new Entry(
            channelId, 1, "message", "ann", "1", TimeProvider.System.GetUtcNow(), new EntryCounts(1, 0))
        {
            Text = $"hi @{userId}", Mentions = [userId],
        };
        await chat.Database.Messages.CreateItemStreamAsync(
            new MemoryStream(EntryJson.Document(1, 0, EntryJson.Encode(entry))),
            Buckets.Key(channelId, 0));
        await chat.TrackAsync(channelId);
    }

    private async Task<(T Answer, List<string> Requests)> CountAsync<T>(Func<Task<T>> ask)
    {
        chat.Stack.Cosmos.Requests.Clear();
        var answer = await ask();
        // Not what the feeds' processors do meanwhile.
        return (answer, [.. chat.Stack.Cosmos.Requests.Snapshot()
            .Where(request => request.Target.Contains("/docs", StringComparison.Ordinal))
            .Select(request => request.Operation)
            .Where(operation => operation != "changefeed" && !operation.StartsWith("leases", StringComparison.Ordinal))]);
    }
}
