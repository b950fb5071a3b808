using System.Text.Json;
using Chat.Local;

namespace Chat.Functions.Tests.Presence;

/// <summary>Typing goes from client to client, past the functions.</summary>
public sealed class TypingTests(PresenceFixture chat) : IClassFixture<PresenceFixture>
{
    [Fact]
    public async Task Members_see_who_is_typing_and_no_function_is_called()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        await using var anns = await ann.ConnectAsync();
        await using var bobs = await bob.ConnectAsync();
        chat.Stack.WebPubSub.Upstream.Clear();

        Assert.True(await anns.TypeAsync(channelId));
        var frame = await bobs.NextPublishedAsync();

        Assert.Equal(("group", "t:" + channelId, ann.UserId), ((string)frame["from"]!, (string)frame["group"]!, (string)frame["fromUserId"]!));
        Assert.Equal($$"""{"type":"typing","channelId":"{{channelId}}"}""", frame["data"]!.ToJsonString());
        Assert.Empty(chat.Stack.WebPubSub.Upstream.Snapshot());
    }

    [Fact]
    public async Task Entries_that_a_client_forges_carry_its_name_and_its_group()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var anns = await ann.ConnectAsync();
        await using var bobs = await bob.ConnectAsync();
        var forged = $$"""{"type":"entries","channelId":"{{channelId}}","entries":[{"channelId":"{{channelId}}","seq":1,"kind":"message","senderId":"bob","text":"no"}]}""";

        Assert.True(await anns.PublishAsync("t:" + channelId, forged));
        var frame = await bobs.NextPublishedAsync();
        await anns.SendMessageAsync(channelId, "true");

        // What tells it from entries, whatever it says of itself.
        Assert.Equal(ann.UserId, (string)frame["fromUserId"]!);
        Assert.Equal("true", (string)(await bobs.NextEntryAsync())["text"]!);
    }

    [Fact]
    public async Task A_client_publishes_nowhere_else()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        var foreign = await bob.CreateGroupAsync("Foreign");
        await using var anns = await ann.ConnectAsync();

        foreach (var group in new[] { $"c:{channelId}", $"p:{ann.UserId}", $"p:{bob.UserId}", $"c:{foreign}", $"t:{foreign}", $"t:{channelId}x" })
        {
            Assert.False(await anns.PublishAsync(group, "{}"), group);
        }
    }

    [Fact]
    public async Task Typing_comes_with_the_channel_and_goes_with_it_and_follows_the_role()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await using var bobs = await bob.ConnectAsync();
        var channelId = await ann.CreateGroupAsync("Team");
        await using var anns = await ann.ConnectAsync();
        Assert.False(await bobs.TypeAsync(channelId));

        await ann.PutMemberAsync(channelId, bob.UserId);
        Assert.True(await bobs.TypeAsync(channelId));
        await ann.PutMemberAsync(channelId, bob.UserId, "readonly");
        Assert.False(await bobs.TypeAsync(channelId));
        await using (var later = await bob.ConnectAsync())
        {
            Assert.False(await later.TypeAsync(channelId));
        }

        Assert.True(await anns.TypeAsync(channelId));
        Assert.Equal(ann.UserId, (string)(await bobs.NextPublishedAsync())["fromUserId"]!);
        await ann.PutMemberAsync(channelId, bob.UserId, "member");
        await ann.RemoveMemberAsync(channelId, bob.UserId);
        Assert.False(await bobs.TypeAsync(channelId));
        Assert.DoesNotContain("t:" + channelId, chat.Stack.WebPubSub.GroupsOf("chat", bobs.ConnectionId));
    }

    [Fact]
    public async Task Where_groups_may_be_large_typing_comes_when_a_small_one_is_opened()
    {
        await using var stack = await LocalStack.StartAsync(new LocalStackOptions { FunctionsArguments = ["--Chat:GroupMembers=101"] });
        using var ann = new Person(stack, "ann");
        using var bob = new Person(stack, "bob");
        var small = await ann.CreateGroupAsync("Small");
        var large = await ann.CreateGroupAsync("Large");
        await Parallel.ForAsync(0, 100, async (i, token) =>
        {
            var key = new Microsoft.Azure.Cosmos.PartitionKey(large);
            await Database(stack).Channels.CreateItemAsync(
                new { id = $"member:m{i}", type = "member", channelId = large, userId = $"m{i}", role = "member", joinedAt = "2026-11-24T09:30:00.000Z" }, key, cancellationToken: token);
        });
        var direct = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await ann.ConnectAsync();
        Assert.True(await socket.TypeAsync(direct));
        Assert.False(await socket.TypeAsync(small));

        await socket.AskEventAsync("watch", $$"""{"channelId":"{{small}}"}""");
        await socket.AskEventAsync("watch", $$"""{"channelId":"{{large}}"}""");

        Assert.True(await socket.TypeAsync(small));
        Assert.False(await socket.TypeAsync(large));
        await socket.AskEventAsync("unwatch", $$"""{"channelId":"{{small}}"}""");
        Assert.DoesNotContain("t:" + small, stack.WebPubSub.GroupsOf("chat", socket.ConnectionId));
    }

    [Fact]
    public async Task The_answer_that_gives_a_connection_five_hundred_channels_is_small()
    {
        var ann = chat.Invite("ann");
        var key = new Microsoft.Azure.Cosmos.PartitionKey(ann.UserId);
        await Parallel.ForAsync(0, 600, async (i, token) =>
        {
            var channelId = $"g{i:d21}";
            await chat.Database.Users.CreateItemAsync(
                new { id = "channel:" + channelId, type = "membership", channelId, userId = ann.UserId, kind = "group", joinedAt = $"2026-11-24T09:30:00.{i:d3}Z" }, key, cancellationToken: token);
        });

        using var response = await new UpstreamEvents(chat.Stack).PostAsync("connect", ann.UserId, "{}");
        var body = await response.Content.ReadAsStringAsync();
        using var answer = JsonDocument.Parse(body);

        Assert.Equal((1_000, 500), (answer.RootElement.GetProperty("groups").GetArrayLength(), answer.RootElement.GetProperty("roles").GetArrayLength()));
        Assert.InRange(body.Length, 1, 64 * 1024);
    }

    private static Chat.Functions.Platform.ChatDatabase Database(LocalStack stack) =>
        (Chat.Functions.Platform.ChatDatabase)stack.Functions.Host.Services.GetService(typeof(Chat.Functions.Platform.ChatDatabase))!;
}
