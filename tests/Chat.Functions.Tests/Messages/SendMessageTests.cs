using System.Net;
using System.Text.Json.Nodes;
using Chat.Local;
using Chat.Local.Emulation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Chat.Functions.Tests.Messages;

public sealed class SendMessageTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task What_is_sent_reaches_both_once_and_in_order()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var annSocket = await ann.ConnectAsync();
        await using var bobSocket = await bob.ConnectAsync();

        await annSocket.SendMessageAsync(channelId, "hi Bob 👋");
        await bobSocket.SendMessageAsync(channelId, "hi Ann", after: 1);
        await annSocket.SendMessageAsync(channelId, "bye", after: 2);

        (int, string?, string?)[] expected = [(1, ann.UserId, "hi Bob 👋"), (2, bob.UserId, "hi Ann"), (3, ann.UserId, "bye")];
        foreach (var socket in new[] { annSocket, bobSocket })
        {
            JsonObject[] live = [await socket.NextEntryAsync(), await socket.NextEntryAsync(), await socket.NextEntryAsync()];
            Assert.Equal(expected, live.Select(Shown));
        }

        var stored = await bob.ReadEntriesAsync(channelId);
        Assert.Equal(expected, stored.Select(Shown));
        Assert.Equal([1, 2, 3], stored.Select(entry => (int)entry["counts"]!["messages"]!));

        static (int, string?, string?) Shown(JsonObject entry) => ((int)entry["seq"]!, Text(entry["senderId"]), Text(entry["text"]));
    }

    [Fact]
    public async Task A_live_entry_is_the_stored_one()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var annSocket = await ann.ConnectAsync();
        await using var bobSocket = await bob.ConnectAsync();

        var live = await LiveOf(bobSocket, () => annSocket.SendMessageAsync(channelId, "hi"));

        Assert.True(JsonNode.DeepEquals(live, Assert.Single(await ann.ReadEntriesAsync(channelId))));
    }

    [Fact]
    public async Task A_retry_gets_the_first_number_and_makes_no_second_entry()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await ann.ConnectAsync();

        var first = await socket.SendMessageAsync(channelId, "once", clientId: "same");
        await socket.SendMessageAsync(channelId, "another", after: 1);
        var retry = await socket.SendMessageAsync(channelId, "once", clientId: "same");

        Assert.Equal((1, Text(first["createdAt"])), ((int)retry["seq"]!, Text(retry["createdAt"])));
        Assert.Equal(["once", "another"], (await ann.ReadEntriesAsync(channelId)).Select(entry => Text(entry["text"])));
    }

    [Fact]
    public async Task Two_calls_at_once_with_one_client_id_make_one_entry_and_both_get_its_number()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        var events = new UpstreamEvents(chat.Stack);
        var message = new { channelId, clientId = "same", after = 0, text = "once" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var response = await events.MessageAsync(ann.UserId, message);
            return await UpstreamEvents.FrameOf(response);
        }));

        Assert.All(answers, answer => Assert.Equal(("sent", 1), (Text(answer["type"]), (int)answer["seq"]!)));
        Assert.Single(await ann.ReadEntriesAsync(channelId));
    }

    [Fact]
    public async Task Two_people_may_use_the_same_client_id()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var annSocket = await ann.ConnectAsync();
        await using var bobSocket = await bob.ConnectAsync();

        await annSocket.SendMessageAsync(channelId, "from Ann", clientId: "1");
        await bobSocket.SendMessageAsync(channelId, "from Bob", clientId: "1", after: 1);

        Assert.Equal(2, (await ann.ReadEntriesAsync(channelId)).Count);
    }

    public static TheoryData<string> Outages => ["refused", "cut"];

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task Without_delivery_there_is_no_acknowledgement_and_the_retry_delivers(string outage)
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var annSocket = await ann.ConnectAsync();
        await using var bobSocket = await bob.ConnectAsync();

        // The client of Web PubSub tries three times.
        chat.Stack.WebPubSub.Faults.Next("sendToGroup", outage == "cut" ? new Fault.Cut() : new Fault.Respond(503), times: 3);
        var refused = await annSocket.SendMessageAsync(channelId, "hi", clientId: "1");
        Assert.Equal(("error", "unavailable"), (Text(refused["type"]), Text(refused["error"]!["code"])));
        Assert.True((int)refused["error"]!["retryAfterMs"]! > 0);
        Assert.Empty(chat.Stack.WebPubSub.Faults.Pending);

        var live = await LiveOf(bobSocket, () => annSocket.SendMessageAsync(channelId, "hi", clientId: "1"));
        Assert.Equal(1, (int)live["seq"]!);
        Assert.Single(await ann.ReadEntriesAsync(channelId));
    }

    [Theory]
    [InlineData("batch")]
    [InlineData("read")]
    public async Task A_lost_answer_of_the_database_loses_and_doubles_nothing(string operation)
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await ann.ConnectAsync();

        chat.Stack.Cosmos.Faults.Next(operation, new Fault.LoseResponse());
        var answer = await SendUntilAcknowledgedAsync(socket, channelId);

        Assert.Empty(chat.Stack.Cosmos.Faults.Pending);
        Assert.Equal(("sent", 1), (Text(answer["type"]), (int)answer["seq"]!));
        Assert.Single(await ann.ReadEntriesAsync(channelId));
        Assert.Equal(2, (int)(await socket.SendMessageAsync(channelId, "next", after: 1))["seq"]!);
    }

    [Fact]
    public async Task A_throttled_database_is_waited_for()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await ann.ConnectAsync();

        chat.Stack.Cosmos.Faults.Next("batch", new Fault.Respond(429, TimeSpan.FromMilliseconds(10)), times: 2);

        Assert.Equal("sent", Text((await socket.SendMessageAsync(channelId, "hi"))["type"]));
        Assert.Empty(chat.Stack.Cosmos.Faults.Pending);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_given_up_within_the_deadline()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var stack = await LocalStack.StartAsync(new LocalStackOptions
        {
            ConfigureFunctions = services => services.AddSingleton<TimeProvider>(clock),
        });
        using var ann = new Person(stack, "ann");
        var channelId = await ann.CreateDirectAsync("bob");
        await using var socket = await ann.ConnectAsync();
        var never = new TaskCompletionSource();
        stack.Cosmos.Faults.Next("batch", new Fault.Hold(never.Task));

        var sending = socket.SendMessageAsync(channelId, "hi", clientId: "1");
        await stack.Cosmos.Faults.UntilMetAsync().WaitAsync(TimeSpan.FromSeconds(20));
        clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal("unavailable", Text((await sending)["error"]!["code"]));
        never.SetResult();
        Assert.Equal(1, (int)(await SendUntilAcknowledgedAsync(socket, channelId))["seq"]!);
    }

    [Fact]
    public async Task A_number_that_is_always_taken_is_given_up_as_overloaded()
    {
        await using var stack = await LocalStack.StartAsync(new LocalStackOptions
        {
            ConfigureFunctions = services => services.AddSingleton<Random>(new NeverWaiting()),
        });
        using var ann = new Person(stack, "ann");
        var channelId = await ann.CreateDirectAsync("bob");
        await using var socket = await ann.ConnectAsync();

        stack.Cosmos.Faults.Next("batch", new Fault.Respond(409), times: 101);
        var refused = await socket.SendMessageAsync(channelId, "hi", clientId: "1");

        Assert.Equal("overloaded", Text(refused["error"]!["code"]));
        Assert.True((int)refused["error"]!["retryAfterMs"]! > 0);
        Assert.Equal(1, (int)(await socket.SendMessageAsync(channelId, "hi", clientId: "1"))["seq"]!);
    }

    [Fact]
    public async Task An_outsider_cannot_send_and_learns_nothing_of_the_channel()
    {
        var (ann, bob, eve) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("eve"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await eve.ConnectAsync();

        var existing = await socket.SendMessageAsync(channelId, "let me in", clientId: "1");
        var missing = await socket.SendMessageAsync("nowhere", "let me in", clientId: "2");

        Assert.Equal("not_found", Text(existing["error"]!["code"]));
        Assert.True(JsonNode.DeepEquals(existing["error"], missing["error"]));
        Assert.Empty(await ann.ReadEntriesAsync(channelId));
        Assert.True(socket.IsOpen);
    }

    [Theory]
    [InlineData("""{"clientId":"1","after":0,"text":"hi"}""", "invalid_request", "channelId")]
    [InlineData("""{"channelId":"CHANNEL","clientId":"1","after":0,"text":""}""", "invalid_request", "text")]
    [InlineData("""{"channelId":"CHANNEL","clientId":"1","after":"0","text":"hi"}""", "invalid_request", "after")]
    [InlineData("""{"channelId":"CHANNEL","clientId":"1","after":0,"text":"hi","senderId":"bob"}""", "invalid_request", "senderId")]
    [InlineData("""{"channelId":"a/b","clientId":"1","after":0,"text":"hi"}""", "not_found", "channelId")]
    [InlineData("[]", "invalid_request", "body")]
    public async Task A_bad_message_is_refused_by_its_field_and_the_connection_is_kept(string data, string code, string field)
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await ann.ConnectAsync();

        await socket.SendEventAsync("message", data.Replace("CHANNEL", channelId, StringComparison.Ordinal));
        var frame = await socket.NextAsync("error");

        Assert.Equal((code, field), (Text(frame["error"]!["code"]), Text(frame["error"]!["field"])));
        Assert.Equal(data.Contains("clientId", StringComparison.Ordinal) ? "1" : null, Text(frame["clientId"]));
        Assert.Empty(await ann.ReadEntriesAsync(channelId));
        Assert.Equal("sent", Text((await socket.SendMessageAsync(channelId, "still here"))["type"]));
    }

    [Fact]
    public async Task A_message_that_is_no_JSON_is_refused_and_the_connection_is_kept()
    {
        await using var socket = await chat.Invite("ann").ConnectAsync();

        await socket.SendEventAsync("message", "\"just a text\"", dataType: "text");

        Assert.Equal("body", Text((await socket.NextAsync("error"))["error"]!["field"]));
        Assert.True(socket.IsOpen);
    }

    [Fact]
    public async Task A_text_over_the_limit_is_refused_as_too_large()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await ann.ConnectAsync();

        Assert.Equal("sent", Text((await socket.SendMessageAsync(channelId, new string('ä', 16_384)))["type"]));
        var refused = await socket.SendMessageAsync(channelId, new string('ä', 16_385), after: 1);

        Assert.Equal(("too_large", "text"), (Text(refused["error"]!["code"]), Text(refused["error"]!["field"])));
        Assert.Single(await ann.ReadEntriesAsync(channelId));
    }

    [Fact]
    public async Task An_event_over_a_megabyte_is_refused_as_too_large()
    {
        using var response = await new UpstreamEvents(chat.Stack).MessageAsync("ann", new { text = new string('x', 1024 * 1024) });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("too_large", Text((await UpstreamEvents.FrameOf(response))["error"]!["code"]));
    }

    /// <summary>What a conforming client does: the same again while the answer says that it may be.</summary>
    private static async Task<JsonObject> SendUntilAcknowledgedAsync(ChatSocket socket, string channelId)
    {
        while (true)
        {
            var answer = await socket.SendMessageAsync(channelId, "hi", clientId: "1");
            if (Text(answer["type"]) == "sent" || answer["error"]!["retryAfterMs"] is null)
            {
                return answer;
            }
        }
    }

    private sealed class NeverWaiting : Random
    {
        public override double NextDouble() => 0;
    }

    private static async Task<JsonObject> LiveOf(ChatSocket socket, Func<Task<JsonObject>> send)
    {
        var sent = await send();
        JsonObject entry;
        do
        {
            entry = await socket.NextEntryAsync();
        }
        while (Text(entry["clientId"]) != Text(sent["clientId"]));

        return entry;
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}
