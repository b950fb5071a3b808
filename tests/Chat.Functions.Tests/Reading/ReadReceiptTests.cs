using System.Net;
using System.Text.Json.Nodes;
using Chat.Functions.Reading;
using Chat.Local.Emulation;

namespace Chat.Functions.Tests.Reading;

public sealed class ReadReceiptTests(ReadingFixture chat) : IClassFixture<ReadingFixture>
{
    [Fact]
    public async Task The_users_other_devices_and_the_members_hear_of_it_at_once()
    {
        var (ann, bob, channelId, socket) = await ConversationAsync();
        await using var phone = await bob.ConnectAsync();
        await using var laptop = await bob.ConnectAsync();

        await bob.MarkReadAsync(channelId, 2);

        foreach (var device in new[] { phone, laptop, socket })
        {
            var frame = await device.NextAsync("read");
            Assert.Equal((channelId, bob.UserId, 2), ((string)frame["channelId"]!, (string)frame["userId"]!, (int)frame["seq"]!));
        }

        await socket.DisposeAsync();
    }

    [Fact]
    public async Task A_lower_number_is_told_to_nobody()
    {
        var (ann, bob, channelId, socket) = await ConversationAsync();

        await bob.MarkReadAsync(channelId, 2);
        await bob.MarkReadAsync(channelId, 1);
        await bob.MarkReadAsync(channelId, 3);

        Assert.Equal(2, await NextSeqAsync(socket));
        Assert.Equal(3, await NextSeqAsync(socket));
        await socket.DisposeAsync();
    }

    [Fact]
    public async Task Who_has_receipts_off_is_seen_by_nobody_but_the_own_devices()
    {
        var (ann, bob, channelId, socket) = await ConversationAsync();
        await using var phone = await bob.ConnectAsync();
        await ReadingFixture.PatchAsync(chat.Database.Users, "profile", bob.UserId, "/settings", new { readReceipts = false });
        await bob.MarkReadAsync(channelId, 1);
        Assert.Equal(1, await NextSeqAsync(phone));
        Assert.Equal([ann.UserId], await ReadersAsync(ann, channelId));
        Assert.Equal([ann.UserId, bob.UserId], await ReadersAsync(bob, channelId));

        await ReadingFixture.PatchAsync(chat.Database.Users, "profile", bob.UserId, "/settings", new { readReceipts = true });
        await bob.MarkReadAsync(channelId, 3);

        Assert.Equal(3, await NextSeqAsync(socket));
        Assert.Equal([ann.UserId, bob.UserId], await ReadersAsync(ann, channelId));
        await socket.DisposeAsync();
    }

    [Fact]
    public async Task In_a_large_channel_only_the_own_devices_hear_of_it()
    {
        var (ann, bob, channelId, socket) = await ConversationAsync();
        await using var phone = await bob.ConnectAsync();
        await ReadingFixture.PatchAsync(chat.Database.Channels, "channel", channelId, "/memberCount", ReadReceipts.MostMembers + 1);
        await bob.MarkReadAsync(channelId, 1);
        Assert.Equal(1, await NextSeqAsync(phone));

        await ReadingFixture.PatchAsync(chat.Database.Channels, "channel", channelId, "/memberCount", ReadReceipts.MostMembers);
        await bob.MarkReadAsync(channelId, 3);

        Assert.Equal(3, await NextSeqAsync(socket));
        await socket.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_blocks_or_is_blocked_is_not_told_and_shown_only_themselves()
    {
        var (ann, bob, channelId, socket) = await ConversationAsync();
        await using var phone = await bob.ConnectAsync();
        await BlockAsync(true);
        await bob.MarkReadAsync(channelId, 1);
        Assert.Equal(1, await NextSeqAsync(phone));
        Assert.Equal([ann.UserId], await ReadersAsync(ann, channelId));
        Assert.Equal([bob.UserId], await ReadersAsync(bob, channelId));

        await BlockAsync(false);
        await bob.MarkReadAsync(channelId, 3);

        Assert.Equal(3, await NextSeqAsync(socket));
        Assert.Equal([ann.UserId, bob.UserId], await ReadersAsync(ann, channelId));
        await socket.DisposeAsync();

        async Task BlockAsync(bool blocked)
        {
            foreach (var person in new[] { ann, bob })
            {
                await ReadingFixture.PatchAsync(chat.Database.Channels, $"member:{person.UserId}", channelId, "/blocked", blocked);
            }
        }
    }

    [Fact]
    public async Task Reading_nothing_tells_nobody()
    {
        var (_, bob, channelId, socket) = await ConversationAsync();

        Assert.Equal((0, 3, 0), await bob.MarkReadAsync(channelId, 0));
        await bob.MarkReadAsync(channelId, 1);

        Assert.Equal(1, await NextSeqAsync(socket));
        await socket.DisposeAsync();
    }

    [Fact]
    public async Task A_frame_that_could_not_be_sent_is_sent_by_the_repeat()
    {
        var (ann, bob, channelId, socket) = await ConversationAsync();
        chat.Stack.WebPubSub.Faults.Next("sendToGroup", new Fault.Respond(400));
        await bob.MarkReadRefusedAsync(channelId, new { seq = 2 }, HttpStatusCode.ServiceUnavailable, "unavailable", null);
        Assert.Empty(chat.Stack.WebPubSub.Faults.Pending);

        Assert.Equal((2, 1, 0), await bob.MarkReadAsync(channelId, 2));

        Assert.Equal(2, await NextSeqAsync(socket));
        await socket.DisposeAsync();
    }

    [Fact]
    public async Task Members_see_who_has_read_up_to_where_page_by_page()
    {
        var (ann, bob, channelId, socket) = await ConversationAsync();
        await bob.MarkReadAsync(channelId, 2);

        var all = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/reads");
        var first = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/reads?limit=1");
        var second = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/reads?limit=1&after={ann.UserId}");

        Assert.Equal([(ann.UserId, 3), (bob.UserId, 2)], Reads(all));
        Assert.All(all["reads"]!.AsArray(), read => Assert.EndsWith("Z", (string)read!["at"]!, StringComparison.Ordinal));
        Assert.Equal((false, true, false), ((bool)all["more"]!, (bool)first["more"]!, (bool)second["more"]!));
        Assert.Equal([.. Reads(first), .. Reads(second)], Reads(all));
        await socket.DisposeAsync();
    }

    [Fact]
    public async Task Receipts_are_for_members_of_small_channels()
    {
        var (ann, bob, channelId, socket) = await ConversationAsync();
        var path = $"channels/{channelId}/reads";
        await chat.Invite("eve").RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", HttpMethod.Get, path);
        await chat.Invite("eve").RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", HttpMethod.Get, "channels/nowhere/reads");
        foreach (var (query, field) in new[] { ("limit=0", "limit"), ("limit=201", "limit"), ("limit=x", "limit"), ("before=ann", "before") })
        {
            await ann.RefusedAsync(HttpStatusCode.BadRequest, "invalid_request", field, HttpMethod.Get, $"{path}?{query}");
        }

        for (var i = 0; i < ReadReceipts.MostMembers - 1; i++)
        {
            var member = new { id = $"member:m{i}", type = "member", channelId, userId = $"m{i}", role = "member" };
            await chat.Database.Channels.CreateItemAsync(member, new Microsoft.Azure.Cosmos.PartitionKey(channelId));
        }

        await ann.RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "too_large", "channelId", HttpMethod.Get, path);
        await socket.DisposeAsync();
    }

    private static List<(string UserId, int Seq)> Reads(JsonObject answer) =>
        [.. answer["reads"]!.AsArray().Select(read => ((string)read!["userId"]!, (int)read["seq"]!))];

    private static async Task<IEnumerable<string>> ReadersAsync(Person person, string channelId) =>
        Reads(await person.AskAsync(HttpMethod.Get, $"channels/{channelId}/reads")).Select(read => read.UserId);

    private static async Task<int> NextSeqAsync(ChatSocket socket) => (int)(await socket.NextAsync("read"))["seq"]!;

    /// <summary>Ann has said three things to Bob and listens; both have a profile.</summary>
    private async Task<(Person Ann, Person Bob, string ChannelId, ChatSocket Socket)> ConversationAsync()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await bob.AddressAsync();
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using (var socket = await ann.ConnectAsync())
        {
            await ann.MarkReadAsync(channelId, await socket.SayAsync(channelId, "one", "two", "three"));
        }

        await chat.TrackAsync(channelId);
        return (ann, bob, channelId, await ann.ConnectAsync());
    }
}
