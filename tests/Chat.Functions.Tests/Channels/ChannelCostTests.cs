using Chat.Local;
using Chat.Local.Emulation;

namespace Chat.Functions.Tests.Channels;

public sealed class LargeGroupsFixture : ChatFixture
{
    protected override LocalStackOptions Options => new() { FunctionsArguments = ["--Chat:GroupMembers=10000"] };
}

/// <summary>What each request about a channel costs, counted where it is paid: it is the same for ten members and for nearly ten
/// thousand.</summary>
public sealed class ChannelCostTests(LargeGroupsFixture chat) : IClassFixture<LargeGroupsFixture>
{
    [Fact]
    public async Task No_request_costs_more_with_more_members()
    {
        var (small, large) = (await CostsAsync(10), await CostsAsync(9_990));

        Assert.Equal(small, large);
    }

    private async Task<IReadOnlyList<(string Request, string Cost)>> CostsAsync(int members)
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team");
        await chat.AddManyAsync(channelId, members - 1);
        await using var socket = await ann.ConnectAsync();
        await socket.SendMessageAsync(channelId, "the first makes the head known");
        var channel = $"channels/{channelId}";
        var costs = new List<(string, string)>();

        await CountAsync("read", () => ann.AskAsync(HttpMethod.Get, channel));
        await CountAsync("list", () => ann.AskAsync(HttpMethod.Get, $"{channel}/members?limit=5"));
        await CountAsync("add", () => ann.PutMemberAsync(channelId, bob.UserId));
        await CountAsync("role", () => ann.PutMemberAsync(channelId, bob.UserId, "moderator"));
        await CountAsync("send", () => socket.SendMessageAsync(channelId, "hi", after: 3));
        await CountAsync("rename", () => ann.AskAsync(HttpMethod.Patch, channel, new { name = "Crew" }));
        await CountAsync("archive", () => ann.AskAsync(HttpMethod.Put, $"{channel}/archive"));
        await CountAsync("unarchive", () => ann.AskAsync(HttpMethod.Delete, $"{channel}/archive"));
        await CountAsync("hand over", () => ann.PutMemberAsync(channelId, bob.UserId, "owner"));
        await CountAsync("remove", () => bob.RemoveMemberAsync(channelId, "extra00001"));
        await CountAsync("leave", () => ann.RemoveMemberAsync(channelId, ann.UserId));
        await CountAsync("delete", () => bob.AskAsync(HttpMethod.Delete, channel));
        return costs;

        async Task CountAsync(string name, Func<Task> request)
        {
            chat.Stack.Cosmos.Requests.Clear();
            chat.Stack.WebPubSub.Requests.Clear();
            await request();
            costs.Add((name, $"{Of(chat.Stack.Cosmos.Requests)}; {Of(chat.Stack.WebPubSub.Requests)}"));
        }
    }

    private static string Of(RequestLog log) => string.Join(", ", log.Snapshot()
        .Where(request => request.Operation is not ("pkranges" or "changefeed") && !request.Operation.StartsWith("leases", StringComparison.Ordinal))
        .GroupBy(request => request.Operation).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}"));
}
