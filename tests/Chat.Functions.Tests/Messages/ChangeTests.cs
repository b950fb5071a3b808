using System.Text.Json.Nodes;
using Chat.Functions.Messages;
using Chat.Local;
using Chat.Local.Emulation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Chat.Functions.Tests.Messages;

/// <summary>A chat in which one user may send hundreds of events at once.</summary>
public sealed class UnratedFixture : ChatFixture
{
    protected override LocalStackOptions Options => new() { FunctionsArguments = ["--Chat:Rates:SendsPerSecond="] };
}

/// <summary>Edits, deletions, reactions and pins, through the wire.</summary>
public sealed class ChangeTests(UnratedFixture chat) : IClassFixture<UnratedFixture>
{
    [Fact]
    public async Task An_edit_is_an_entry_and_history_shows_the_new_text()
    {
        await using var talk = await TalkAsync();
        await talk.Ann.SendMessageAsync(talk.ChannelId, "helo @channel");

        var sent = await talk.Ann.ChangeAsync("edit", talk.ChannelId, 1, text: "hello @bob");

        Assert.Equal(("sent", 2), (Text(sent["type"]), (int)sent["seq"]!));
        Assert.Equal(1, (int)(await talk.Bob.NextEntryAsync())["seq"]!);
        var live = await talk.Bob.NextEntryAsync();
        Assert.Equal(("edit", 1, "hello @bob"), (Text(live["kind"]), (int)live["target"]!, Text(live["text"])));
        var message = await talk.ReadAsync(1);
        Assert.Equal(("hello @bob", 2, Text(live["createdAt"])), (Text(message["text"]), (int)message["rev"]!, Text(message["editedAt"])));
        Assert.Equal("""["bob"]""", message["mentions"]!.ToJsonString());
        Assert.Null(message["mentionsChannel"]);
        Assert.Equal(1, (int)live["counts"]!["messages"]!);
    }

    [Fact]
    public async Task Only_its_author_edits_a_message()
    {
        await using var talk = await TalkAsync();
        await talk.Ann.SendMessageAsync(talk.ChannelId, "mine");

        AssertRefused("forbidden", "target", await talk.Bob.ChangeAsync("edit", talk.ChannelId, 1, text: "yours"));

        Assert.Equal("mine", Text((await talk.ReadAsync(1))["text"]));
        Assert.Single(await talk.ReadAllAsync());
    }

    [Fact]
    public async Task A_message_can_be_edited_until_its_window_closes_and_a_stored_edit_is_still_found_then()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var stack = await LocalStack.StartAsync(new LocalStackOptions
        {
            ConfigureFunctions = services => services.AddSingleton<TimeProvider>(clock),
            FunctionsArguments = ["--Chat:EditWindowSeconds=60"],
        });
        using var ann = new Person(stack, "ann");
        var channelId = await ann.CreateDirectAsync("bob");
        await using var socket = await ann.ConnectAsync();
        await socket.SendMessageAsync(channelId, "one");

        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("sent", Text((await socket.ChangeAsync("edit", channelId, 1, text: "two", clientId: "e1"))["type"]));
        clock.Advance(TimeSpan.FromSeconds(2));
        AssertRefused("forbidden", "target", await socket.ChangeAsync("edit", channelId, 1, text: "three"));

        Assert.Equal(2, (int)(await socket.ChangeAsync("edit", channelId, 1, text: "two", clientId: "e1"))["seq"]!);
        Assert.Equal(["two", "two"], (await ann.ReadEntriesAsync(channelId)).Select(entry => Text(entry["text"])));
    }

    [Fact]
    public async Task A_deleted_message_keeps_its_number_and_nothing_of_what_it_said()
    {
        await using var talk = await TalkAsync();
        await talk.Ann.SendAsync("message", talk.ChannelId, new JsonObject
        {
            ["after"] = 0, ["text"] = "secret one", ["format"] = "markdown", ["metadata"] = new JsonObject { ["x"] = "secret two" },
        });
        await talk.Ann.ChangeAsync("edit", talk.ChannelId, 1, text: "secret three");
        await talk.Bob.ChangeAsync("react", talk.ChannelId, 1, reaction: "🤫");
        await talk.Bob.ChangeAsync("pin", talk.ChannelId, 1);

        Assert.Equal("sent", Text((await talk.Ann.ChangeAsync("delete", talk.ChannelId, 1))["type"]));

        var entries = await talk.ReadAllAsync();
        Assert.Equal([1, 2, 3, 4, 5], entries.Select(entry => (int)entry["seq"]!));
        Assert.Equal([true, true, true, false, false], entries.Select(entry => entry["redacted"] is not null));
        Assert.DoesNotContain("secret", string.Concat(entries.Select(entry => entry.ToJsonString())), StringComparison.Ordinal);
        Assert.DoesNotContain("🤫", string.Concat(entries.Select(entry => entry.ToJsonString())), StringComparison.Ordinal);
        Assert.Equal(
            ["channelId", "clientId", "counts", "createdAt", "kind", "redacted", "rev", "senderId", "seq"],
            entries[0].Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Empty(await talk.Owner.ReadEntriesAsync(talk.ChannelId, "pinned=true"));
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("delete")]
    [InlineData("react")]
    [InlineData("unreact")]
    [InlineData("pin")]
    [InlineData("unpin")]
    public async Task A_message_that_is_deleted_missing_or_none_cannot_be_changed(string kind)
    {
        await using var talk = await TalkAsync();
        await talk.Ann.SendMessageAsync(talk.ChannelId, "gone soon");
        await talk.Ann.ChangeAsync("delete", talk.ChannelId, 1);

        foreach (var target in new[] { 1, 2, 99 })
        {
            AssertRefused("not_found", "target", await talk.Ann.ChangeAsync(
                kind, talk.ChannelId, target, text: kind == "edit" ? "again" : null, reaction: kind.EndsWith("react", StringComparison.Ordinal) ? "👍" : null));
        }

        Assert.Equal(2, (await talk.ReadAllAsync()).Count);
    }

    [Fact]
    public async Task In_a_group_its_owner_deletes_what_others_wrote_and_members_do_not()
    {
        var (ann, bob, cid) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("cid"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId, cid.UserId);
        await using var annSocket = await ann.ConnectAsync();
        await using var bobSocket = await bob.ConnectAsync();
        await using var cidSocket = await cid.ConnectAsync();
        await bobSocket.SendMessageAsync(channelId, "from Bob");

        AssertRefused("forbidden", "target", await cidSocket.ChangeAsync("delete", channelId, 1));
        Assert.Equal("sent", Text((await annSocket.ChangeAsync("delete", channelId, 1))["type"]));
        Assert.True((bool)(await bob.ReadEntriesAsync(channelId))[0]["redacted"]!);
    }

    [Fact]
    public async Task In_a_direct_channel_nobody_deletes_what_the_other_wrote()
    {
        await using var talk = await TalkAsync();
        await talk.Bob.SendMessageAsync(talk.ChannelId, "from Bob");
        AssertRefused("forbidden", "target", await talk.Ann.ChangeAsync("delete", talk.ChannelId, 1));
    }

    [Fact]
    public async Task Reactions_are_given_once_and_taken_back()
    {
        await using var talk = await TalkAsync();
        await talk.Ann.SendMessageAsync(talk.ChannelId, "nice?");
        await talk.Bob.ChangeAsync("react", talk.ChannelId, 1, reaction: "👍");
        await talk.Bob.ChangeAsync("react", talk.ChannelId, 1, reaction: "👍");
        await talk.Ann.ChangeAsync("react", talk.ChannelId, 1, reaction: "👍");
        await talk.Ann.ChangeAsync("react", talk.ChannelId, 1, reaction: "❤️");

        var reactions = (await talk.ReadAsync(1))["reactions"]!;
        Assert.Equal(new[] { talk.Other.UserId, talk.Owner.UserId }, reactions["👍"]!.AsArray().Select(user => Text(user)));
        Assert.Equal(new[] { talk.Owner.UserId }, reactions["❤️"]!.AsArray().Select(user => Text(user)));

        await talk.Bob.ChangeAsync("unreact", talk.ChannelId, 1, reaction: "👍");
        await talk.Ann.ChangeAsync("unreact", talk.ChannelId, 1, reaction: "👍");
        Assert.Equal(["❤️"], (await talk.ReadAsync(1))["reactions"]!.AsObject().Select(one => one.Key));
        await talk.Ann.ChangeAsync("unreact", talk.ChannelId, 1, reaction: "❤️");
        Assert.Null((await talk.ReadAsync(1))["reactions"]);
        Assert.Equal(8, (int)(await talk.ReadAsync(1))["rev"]!);
    }

    [Fact]
    public async Task Forty_reactions_at_once_are_all_there()
    {
        await using var talk = await TalkAsync();
        await talk.Ann.SendMessageAsync(talk.ChannelId, "count!");
        var events = new UpstreamEvents(chat.Stack);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            using var response = await events.SendAsync("react", talk.Owner.UserId, new
            {
                channelId = talk.ChannelId, clientId = $"r{i}", after = 1, target = 1, reaction = $"r{i}",
            });
            Assert.Equal("sent", Text((await UpstreamEvents.FrameOf(response))["type"]));
        }));

        Assert.Equal(40, (await talk.ReadAsync(1))["reactions"]!.AsObject().Count);
        Assert.Equal(41, (await talk.ReadAllAsync()).Count);
    }

    [Fact]
    public async Task A_message_has_room_for_500_reactions()
    {
        await using var talk = await TalkAsync();
        await talk.Ann.SendMessageAsync(talk.ChannelId, "count!");
        var events = new UpstreamEvents(chat.Stack);
        var answers = await Task.WhenAll(Enumerable.Range(0, 503).Select(async i =>
        {
            using var response = await events.SendAsync("react", talk.Owner.UserId, new
            {
                channelId = talk.ChannelId, clientId = $"r{i}", after = 1, target = 1, reaction = $"r{i}",
            });
            return await UpstreamEvents.FrameOf(response);
        }));

        var refused = answers.Where(answer => Text(answer["type"]) == "error").ToList();
        Assert.Equal(3, refused.Count);
        Assert.All(refused, answer => AssertRefused("too_large", "reaction", answer));
        Assert.Equal(500, (await talk.ReadAsync(1))["reactions"]!.AsObject().Count);
    }

    [Fact]
    public async Task Pinned_messages_are_listed_wherever_they_are()
    {
        await using var talk = await TalkAsync();
        for (var seq = 1; seq <= 5; seq++)
        {
            await talk.Ann.SendMessageAsync(talk.ChannelId, $"message {seq}", after: seq - 1);
        }

        await talk.Bob.ChangeAsync("pin", talk.ChannelId, 1);
        await talk.Ann.ChangeAsync("pin", talk.ChannelId, 4);
        await talk.Ann.ChangeAsync("pin", talk.ChannelId, 5);
        await talk.Bob.ChangeAsync("unpin", talk.ChannelId, 4);

        Assert.Equal([1, 5], (await talk.Owner.ReadEntriesAsync(talk.ChannelId, "pinned=true")).Select(entry => (int)entry["seq"]!));
    }

    [Fact]
    public async Task A_change_of_a_message_that_changes_meanwhile_is_made_on_what_it_has_become()
    {
        await using var talk = await TalkAsync();
        await talk.Ann.SendMessageAsync(talk.ChannelId, "one");
        var release = new TaskCompletionSource();
        chat.Stack.Cosmos.Faults.Next("batch", new Fault.Hold(release.Task));

        var held = talk.Bob.ChangeAsync("react", talk.ChannelId, 1, reaction: "👍");
        await chat.Stack.Cosmos.Faults.UntilMetAsync().WaitAsync(TimeSpan.FromSeconds(20));
        // Another instance's change, which this one does not see coming.
        var other = Drafts.Change(EntryKind.Edit, talk.ChannelId, talk.Owner.UserId, "other", 1, text: "two");
        var entries = chat.Stack.Functions.Host.Services.GetRequiredService<Entries>();
        await AppendElsewhereAsync(entries, other);
        release.SetResult();

        Assert.Equal(("sent", 3), (Text((await held)["type"]), (int)(await held)["seq"]!));
        var message = await talk.ReadAsync(1);
        Assert.Equal(("two", 3), (Text(message["text"]), (int)message["rev"]!));
        Assert.Equal(talk.Other.UserId, Text(message["reactions"]!["👍"]![0]));
    }

    private static async Task AppendElsewhereAsync(Entries entries, Draft draft)
    {
        var target = (await entries.FindManyAsync(draft.ChannelId, [1], CancellationToken.None)).Single();
        var edit = draft.Following(Head.At(target.Entry), TimeProvider.System.GetUtcNow());
        var batch = new EntryBatch(
            [new Appended(new Send(draft, null, false, CancellationToken.None), edit, EntryJson.Encode(edit))],
            [new Folded(target, Folding.Fold(target.Entry, edit))],
            []);
        Assert.Null(await entries.TryStoreAsync(batch, CancellationToken.None));
    }

    private static void AssertRefused(string code, string field, JsonObject answer)
    {
        Assert.Equal(("error", code, field), (Text(answer["type"]), Text(answer["error"]!["code"]), Text(answer["error"]!["field"])));
        Assert.Null(answer["error"]!["retryAfterMs"]);
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private async Task<Talk> TalkAsync()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        return new Talk(ann, bob, await ann.CreateDirectAsync(bob.UserId), await ann.ConnectAsync(), await bob.ConnectAsync());
    }

    /// <summary>Two people in a channel of theirs, both connected.</summary>
    private sealed record Talk(Person Owner, Person Other, string ChannelId, ChatSocket Ann, ChatSocket Bob) : IAsyncDisposable
    {
        public Task<IReadOnlyList<JsonObject>> ReadAllAsync() => Owner.ReadEntriesAsync(ChannelId);

        public async Task<JsonObject> ReadAsync(int seq) => (await ReadAllAsync())[seq - 1];

        public async ValueTask DisposeAsync()
        {
            await Ann.DisposeAsync();
            await Bob.DisposeAsync();
        }
    }
}
