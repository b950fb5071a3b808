namespace Chat.Functions.Tests.Presence;

/// <summary>Who sees whose presence, as they meet, part and block each other.</summary>
public sealed class RelationsTests(PresenceFixture chat) : IClassFixture<PresenceFixture>
{
    [Fact]
    public async Task Two_who_become_contacts_see_each_other_at_once()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await using var anns = await ann.ConnectAsync();
        await using var bobs = await bob.ConnectAsync();

        await ann.BefriendAsync(bob);

        Assert.Equal("online", await anns.NextStateAsync(bob.UserId));
        Assert.Equal("online", await bobs.NextStateAsync(ann.UserId));
        await bobs.AskEventAsync("heartbeat", """{"idle":true}""");
        Assert.Equal("away", await anns.NextStateAsync(bob.UserId));
    }

    [Fact]
    public async Task One_who_only_asks_sees_nothing()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await using var bobs = await bob.ConnectAsync();

        await ann.AskAsync(HttpMethod.Put, $"me/contacts/{bob.UserId}");

        Assert.Empty(await ann.PresencesAsync(bob.UserId));
        Assert.Empty(await bob.PresencesAsync(ann.UserId));
    }

    [Fact]
    public async Task Two_with_a_channel_of_their_own_see_each_other_at_once_and_in_their_lists()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await using var anns = await ann.ConnectAsync();
        await using var bobs = await bob.ConnectAsync();

        await ann.CreateDirectAsync(bob.UserId);

        Assert.Equal("online", await anns.NextStateAsync(bob.UserId));
        Assert.Equal("online", await bobs.NextStateAsync(ann.UserId));
        Assert.Equal("online", await ListedAsync(ann));
    }

    [Fact]
    public async Task Who_parts_sees_the_other_no_longer_unless_they_have_a_channel()
    {
        var (ann, bob, carol) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("carol"));
        await ann.BefriendAsync(bob);
        await ann.BefriendAsync(carol);
        await ann.CreateDirectAsync(carol.UserId);
        await using var anns = await ann.ConnectAsync();

        await ann.AskAsync(HttpMethod.Delete, $"me/contacts/{bob.UserId}");
        await ann.AskAsync(HttpMethod.Delete, $"me/contacts/{carol.UserId}");

        Assert.Equal([carol.UserId], (await ann.PresencesAsync(bob.UserId, carol.UserId)).Keys);
        Assert.DoesNotContain("p:" + bob.UserId, GroupsOf(anns));
        Assert.Contains("p:" + carol.UserId, GroupsOf(anns));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_block_hides_each_from_the_other_until_it_ends(bool isAnnsBlock)
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await ann.BefriendAsync(bob);
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var anns = await ann.ConnectAsync();
        await using var bobs = await bob.ConnectAsync();
        Assert.Equal("online", await anns.NextStateAsync(bob.UserId));
        var (blocker, blocked) = isAnnsBlock ? (ann, bob) : (bob, ann);

        await blocker.AskAsync(HttpMethod.Put, $"me/blocks/{blocked.UserId}");

        // What stood on the screens is taken back.
        Assert.Equal(("offline", 1L), (await anns.NextPresenceAsync()).Of(bob.UserId));
        Assert.Equal(("offline", 1L), (await bobs.NextPresenceAsync()).Of(ann.UserId));
        Assert.Empty(await ann.PresencesAsync(bob.UserId));
        Assert.Empty(await bob.PresencesAsync(ann.UserId));
        Assert.Null(await ListedAsync(ann));
        Assert.Null(await ListedAsync(bob));
        Assert.Equal(["c:" + channelId], GroupsOf(anns));
        Assert.False(await anns.TypeAsync(channelId));
        Assert.False(await bobs.TypeAsync(channelId));
        await using (var later = await bob.ConnectAsync())
        {
            Assert.Equal(["c:" + channelId], GroupsOf(later));
        }

        await blocker.AskAsync(HttpMethod.Delete, $"me/blocks/{blocked.UserId}");

        Assert.Equal("online", await anns.NextStateAsync(bob.UserId));
        Assert.Equal("online", await bobs.NextStateAsync(ann.UserId));
        Assert.True(await anns.TypeAsync(channelId));
        Assert.Equal("online", await ListedAsync(bob));
    }

    private static async Task<string?> ListedAsync(Person person) =>
        (string?)(await person.AskAsync(HttpMethod.Get, "me/channels"))["channels"]!.AsArray().Single()!["presence"]?["state"];

    private IEnumerable<string> GroupsOf(ChatSocket socket) => chat.Stack.WebPubSub.GroupsOf("chat", socket.ConnectionId).Order();
}
