using System.Net;
using System.Text.Json.Nodes;
using Chat.Functions.Channels;
using Chat.Functions.Platform;
using Chat.Functions.Users;
using Chat.Local.Emulation;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Functions.Tests.Users;

public sealed class BlockTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task A_block_ends_the_contact_and_neither_writes_until_it_is_lifted()
    {
        var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));
        await ann.AskAsync(HttpMethod.Put, $"me/contacts/{bob.UserId}");
        await bob.AskAsync(HttpMethod.Put, $"me/contacts/{ann.UserId}");
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var annSocket = await ann.ConnectAsync();
        await using var bobSocket = await bob.ConnectAsync();
        await annSocket.SendMessageAsync(channelId, "before");

        await BlockAsync(ann, bob);

        Assert.Equal(("blocked", null), (await StateAsync(ann), await StateAsync(bob)));
        AssertRefused(await annSocket.SendMessageAsync(channelId, "to one I block", after: 1));
        AssertRefused(await bobSocket.SendMessageAsync(channelId, "to one who blocks me", after: 1));
        AssertRefused(await bobSocket.ChangeAsync("react", channelId, 1, reaction: "👍"));
        Assert.Single(await bob.ReadEntriesAsync(channelId));

        await UnblockAsync(ann, bob);

        Assert.Equal("sent", (string)(await annSocket.SendMessageAsync(channelId, "after", after: 1))["type"]!);
        Assert.Equal("sent", (string)(await bobSocket.SendMessageAsync(channelId, "after", after: 2))["type"]!);
        Assert.Equal((null, null), (await StateAsync(ann), await StateAsync(bob)));
    }

    [Fact]
    public async Task When_both_block_the_channel_opens_only_after_both_have_lifted_it()
    {
        var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await ann.ConnectAsync();
        await Task.WhenAll(BlockAsync(ann, bob), BlockAsync(bob, ann));

        await UnblockAsync(ann, bob);
        AssertRefused(await socket.SendMessageAsync(channelId, "too early"));
        await UnblockAsync(bob, ann);

        Assert.Equal("sent", (string)(await socket.SendMessageAsync(channelId, "now"))["type"]!);
    }

    [Fact]
    public async Task A_channel_with_one_who_blocks_is_not_created_from_either_side()
    {
        var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));
        await BlockAsync(ann, bob);

        await CreationRefusedAsync(ann, bob);
        await CreationRefusedAsync(bob, ann);
        Assert.Empty((await bob.AskAsync(HttpMethod.Get, "me/channels"))["channels"]!.AsArray());
        await UnblockAsync(ann, bob);
        var channelId = await bob.CreateDirectAsync(ann.UserId);
        Assert.Equal(channelId, await ann.CreateDirectAsync(bob.UserId));

        await BlockAsync(bob, ann);
        await CreationRefusedAsync(ann, bob);
    }

    [Fact]
    public async Task Who_is_blocked_sees_the_same_as_with_one_who_does_not_answer()
    {
        var (ann, bob, eve) = (await SignedInAsync("ann"), await SignedInAsync("bob"), await SignedInAsync("eve"));
        await BlockAsync(ann, eve);

        var (ofBlocked, ofOther) = (await ContactAsync(eve, ann), await ContactAsync(bob, ann));

        Assert.Equal(("requested", "requested"), ((string)ofBlocked["state"]!, (string)ofOther["state"]!));
        Assert.Equal(ofOther.Select(member => member.Key), ofBlocked.Select(member => member.Key));
        Assert.Equal("requested", await StateAsync(eve));
        Assert.Equal(
            (await bob.AskAsync(HttpMethod.Get, $"users/{ann.UserId}")).ToJsonString(),
            (await eve.AskAsync(HttpMethod.Get, $"users/{ann.UserId}")).ToJsonString());
        var seen = (await ann.AskAsync(HttpMethod.Get, "me/contacts"))["contacts"]!.AsArray();
        Assert.Equal(
            new[] { (bob.UserId, "incoming"), (eve.UserId, "blocked") }.Order(),
            seen.Select(contact => ((string)contact!["userId"]!, (string)contact["state"]!)).Order());
        await ann.RefusedAsync(HttpStatusCode.Conflict, "conflict", "userId", HttpMethod.Put, $"me/contacts/{eve.UserId}");
    }

    [Fact]
    public async Task Groups_know_nothing_of_blocks()
    {
        var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));
        await BlockAsync(ann, bob);
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        await using var socket = await bob.ConnectAsync();

        Assert.Equal("sent", (string)(await socket.SendMessageAsync(channelId, "hi all"))["type"]!);
    }

    [Fact]
    public async Task Blocking_and_lifting_again_changes_nothing()
    {
        var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));
        await ann.CreateDirectAsync(bob.UserId);
        var first = await DatabaseCost.OfAsync(chat.Stack, () => BlockAsync(ann, bob));
        var block = await DatabaseCost.OfAsync(chat.Stack, () => BlockAsync(ann, bob));
        await UnblockAsync(ann, bob);
        var lift = await DatabaseCost.OfAsync(chat.Stack, () => UnblockAsync(ann, bob));
        var never = await DatabaseCost.OfAsync(chat.Stack, () => UnblockAsync(bob, ann));

        // Four of the reads, and two reads of many, are for what the two see of each other: presence, and who is typing.
        Assert.Equal(new DatabaseCost(Reads: 9, Writes: 3, Queries: 4), first);
        Assert.Equal((0, 0, 0), (block.Writes, lift.Writes, never.Writes));
    }

    [Theory]
    [InlineData("create", 0)]
    [InlineData("create", 1)]
    [InlineData("batch", 0)]
    public async Task A_block_that_a_crash_left_half_done_is_completed_by_the_repeat(string operation, int writes)
    {
        var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await bob.ConnectAsync();
        chat.Stack.Cosmos.Faults.Next(operation, new Fault.Hold(Task.CompletedTask), writes);
        chat.Stack.Cosmos.Faults.Next(operation, new Fault.Respond(400));
        await ann.RefusedAsync(HttpStatusCode.ServiceUnavailable, "unavailable", null, HttpMethod.Put, $"me/blocks/{bob.UserId}");
        Assert.Empty(chat.Stack.Cosmos.Faults.Pending);
        Assert.Equal("sent", (string)(await socket.SendMessageAsync(channelId, "not yet blocked"))["type"]!);

        await BlockAsync(ann, bob);
        AssertRefused(await socket.SendMessageAsync(channelId, "blocked", after: 1));

        chat.Stack.Cosmos.Faults.Next("batch", new Fault.Respond(400));
        await ann.RefusedAsync(HttpStatusCode.ServiceUnavailable, "unavailable", null, HttpMethod.Delete, $"me/blocks/{bob.UserId}");
        AssertRefused(await socket.SendMessageAsync(channelId, "still blocked", after: 1));
        await UnblockAsync(ann, bob);
        Assert.Equal("sent", (string)(await socket.SendMessageAsync(channelId, "open", after: 1))["type"]!);
    }

    [Fact]
    public async Task A_block_that_overtakes_the_creation_holds()
    {
        var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));
        var release = HoldNextBatch();
        var creating = ann.TryAsync(HttpMethod.Post, "channels", new { kind = "direct", members = new[] { bob.UserId } });
        await chat.Stack.Cosmos.Faults.UntilMetAsync();

        await BlockAsync(bob, ann);
        release.SetResult();

        var (status, answer) = await creating;
        Assert.Equal((HttpStatusCode.Forbidden, "members"), (status, (string)answer!["error"]!["field"]!));
        Assert.Empty((await ann.AskAsync(HttpMethod.Get, "me/channels"))["channels"]!.AsArray());
    }

    [Fact]
    public async Task A_block_that_the_creation_overtakes_holds()
    {
        var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));
        var release = HoldNextBatch();
        var blocking = BlockAsync(bob, ann);
        await chat.Stack.Cosmos.Faults.UntilMetAsync();

        var channelId = await ann.CreateDirectAsync(bob.UserId);
        release.SetResult();
        await blocking;

        await using var socket = await ann.ConnectAsync();
        AssertRefused(await socket.SendMessageAsync(channelId, "hi"));
        await CreationRefusedAsync(ann, bob);
    }

    [Fact]
    public async Task A_block_at_the_same_time_as_the_creation_holds()
    {
        for (var round = 0; round < 5; round++)
        {
            var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));
            await using var socket = await ann.ConnectAsync();

            await Task.WhenAll(
                ann.TryAsync(HttpMethod.Post, "channels", new { kind = "direct", members = new[] { bob.UserId } }),
                BlockAsync(bob, ann),
                bob.TryAsync(HttpMethod.Post, "channels", new { kind = "direct", members = new[] { ann.UserId } }));

            await CreationRefusedAsync(ann, bob);
            var sent = await socket.SendMessageAsync(ChannelId.OfDirect(ann.UserId, bob.UserId), "hi");
            Assert.Contains((string)sent["error"]!["code"]!, new[] { "forbidden", "not_found" });
        }
    }

    [Fact]
    public async Task What_two_devices_do_at_once_leaves_list_and_channel_in_agreement()
    {
        var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await bob.ConnectAsync();
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(BlockAsync(ann, bob), UnblockAsync(ann, bob), BlockAsync(ann, bob), UnblockAsync(ann, bob));

            var sent = await socket.SendMessageAsync(channelId, "hi");
            Assert.Equal(await StateAsync(ann) == "blocked" ? "error" : "sent", (string)sent["type"]!);
        }
    }

    [Fact]
    public async Task A_word_that_arrives_late_does_not_undo_a_later_one()
    {
        var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await BlockAsync(ann, bob);
        await UnblockAsync(ann, bob);
        var blocks = chat.Stack.Functions.Host.Services.GetRequiredService<DirectBlocks>();
        var late = new ContactSide().Block(new ContactSide(), TimeProvider.System.GetUtcNow());

        await blocks.ApplyAsync(Contact.None(ann.UserId, bob.UserId) with { Mine = late }, CancellationToken.None);

        await using var socket = await bob.ConnectAsync();
        Assert.Equal("sent", (string)(await socket.SendMessageAsync(channelId, "hi"))["type"]!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_channel_that_an_older_build_has_created_is_found_and_blocked_too(bool afterABlock)
    {
        var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        var channels = chat.Stack.Functions.Host.Services.GetRequiredService<ChatDatabase>().Channels;
        await channels.DeleteItemAsync<object>(BlocksDocument.DocumentId, new PartitionKey(channelId));
        if (afterABlock)
        {
            await channels.CreateItemAsync(new BlocksDocument(channelId, HasChannel: false, []), new PartitionKey(channelId));
        }

        Assert.Equal(channelId, await bob.CreateDirectAsync(ann.UserId));
        await BlockAsync(ann, bob);

        await using var socket = await bob.ConnectAsync();
        AssertRefused(await socket.SendMessageAsync(channelId, "hi"));
    }

    private async Task<Person> SignedInAsync(string name)
    {
        var person = chat.Invite(name);
        await person.AskAsync(HttpMethod.Post, "negotiate");
        return person;
    }

    private static Task<JsonObject> BlockAsync(Person person, Person other) => person.AskAsync(HttpMethod.Put, $"me/blocks/{other.UserId}");

    private static Task<JsonObject> UnblockAsync(Person person, Person other) => person.AskAsync(HttpMethod.Delete, $"me/blocks/{other.UserId}");

    private static Task<JsonObject> ContactAsync(Person person, Person other) =>
        person.AskAsync(HttpMethod.Put, $"me/contacts/{other.UserId}");

    /// <summary>What the only other is to this person.</summary>
    private static async Task<string?> StateAsync(Person person) =>
        (string?)(await person.AskAsync(HttpMethod.Get, "me/contacts"))["contacts"]!.AsArray().SingleOrDefault()?["state"];

    private static Task CreationRefusedAsync(Person person, Person other) => person.RefusedAsync(
        HttpStatusCode.Forbidden, "forbidden", "members", HttpMethod.Post, "channels",
        new { kind = "direct", members = new[] { other.UserId } });

    private static void AssertRefused(JsonObject answer) => Assert.Equal(
        ("error", "forbidden", "channelId"),
        ((string)answer["type"]!, (string?)answer["error"]?["code"], (string?)answer["error"]?["field"]));

    private TaskCompletionSource HoldNextBatch()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        chat.Stack.Cosmos.Faults.Next("batch", new Fault.Hold(release.Task));
        return release;
    }
}
