using Chat.Functions.Channels;
using Chat.Functions.Platform;
using FsCheck;
using FsCheck.Xunit;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Tests.Channels;

/// <summary>Whatever happens to memberships, and whatever fails meanwhile: once the change feed has brought everything, lists and
/// connections are what the memberships say.</summary>
public sealed class MembershipStoryTests(FeedFixture chat) : IClassFixture<FeedFixture>
{
    private const int AtOnce = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Property(MaxTest = 6)]
    public async Task Once_the_feed_has_drained_lists_and_groups_equal_membership(PositiveInt seed)
    {
        var random = new Random(seed.Get);
        chat.Stack.WebPubSub.Upstream.Clear();
        var stories = Enumerable.Range(0, AtOnce).Select(i => new MembershipStory(chat, new Random(seed.Get + i))).ToList();
        await Task.WhenAll(stories.Select(story => story.BeginAsync()));
        for (var left = random.Next(0, 100); left > 0; left--)
        {
            var (operation, fault) = MembershipStory.NextFault(random);
            var isOfHub = operation.EndsWith("Group", StringComparison.Ordinal) || operation == "sendToUser";
            (isOfHub ? chat.Stack.WebPubSub.Faults : chat.Stack.Cosmos.Faults).Next(operation, fault);
        }

        await Task.WhenAll(stories.Select(story => story.LiveAsync()));
        chat.Stack.Cosmos.Faults.Clear();
        chat.Stack.WebPubSub.Faults.Clear();
        await UntilConnectedAsync(stories.Sum(story => story.Sockets.Count));
        await UntilDrainedAsync();

        foreach (var story in stories)
        {
            await AssertEqualAsync(story);
            await AssertToldAsync(story.ChannelId);
            await story.DisposeAsync();
        }
    }

    private async Task AssertEqualAsync(MembershipStory story)
    {
        var memberships = new Memberships(chat.Database);
        var present = (await memberships.ListAsync(story.ChannelId, "", 100, CancellationToken.None)).Select(member => member.UserId).ToHashSet();
        foreach (var person in story.People)
        {
            Assert.Equal(present.Contains(person.UserId), (await person.ChannelsAsync()).Contains(story.ChannelId));
        }

        foreach (var (person, socket) in story.Sockets)
        {
            var groups = chat.Stack.WebPubSub.GroupsOf("chat", socket.ConnectionId);
            Assert.Equal(present.Contains(person.UserId), groups.Contains("c:" + story.ChannelId));
        }

        var channel = (await new ChannelStore(chat.Database).FindAsync(story.ChannelId, CancellationToken.None))!.Channel;
        Assert.Equal(channel.DeletedAt is null ? present.Count : 0, channel.DeletedAt is null ? channel.MemberCount : present.Count);
    }

    /// <summary>The log has an entry for each operation it is to be told of, once, and ends as closed as the channel is.</summary>
    private async Task AssertToldAsync(string channelId)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.channelId = @id AND c.type = 'operation'").WithParameter("@id", channelId);
        var operations = await chat.Database.Channels.QueryAsync<OperationDocument>(query, new PartitionKey(channelId), CancellationToken.None);
        var log = await chat.ReadLogAsync(channelId);
        var channel = (await new ChannelStore(chat.Database).FindAsync(channelId, CancellationToken.None))!.Channel;

        Assert.Equal(Enumerable.Range(0, (int)channel.Version + 1), operations.Select(operation => (int)operation.Version).Order());
        Assert.Equal(
            operations.Select(ChannelNotice.Of).OfType<Functions.Messages.Draft>().Select(draft => draft.Key.ClientId).Order(StringComparer.Ordinal),
            log.Select(entry => entry.ClientId).Order(StringComparer.Ordinal));
        Assert.Equal(channel.ArchivedAt is not null || channel.DeletedAt is not null, log is [.., { Closed: true }]);
    }

    private async Task UntilConnectedAsync(int opened)
    {
        await chat.Stack.WebPubSub.Upstream.UntilAsync("connected", opened).WaitAsync(Patience);
    }

    /// <summary>The feed brings what was stored in the order it was stored: when it has shown this last operation, it has shown
    /// all.</summary>
    private async Task UntilDrainedAsync()
    {
        var last = chat.Invite("last");
        var channelId = ChannelId.OfGroup(last.UserId, "last");
        var roster = new Roster(
            new ChannelDocument(channelId, ChannelKind.Group, "Last", DateTimeOffset.UnixEpoch, last.UserId) { MemberCount = 1 },
            [new MemberDocument(channelId, last.UserId, MemberRole.Owner, DateTimeOffset.UnixEpoch)]);
        Assert.True(await new ChannelStore(chat.Database).CreateAsync(roster, null, CancellationToken.None));
        await chat.UntilAsync("create", async () => (await last.ChannelsAsync()) is not []);
    }
}
