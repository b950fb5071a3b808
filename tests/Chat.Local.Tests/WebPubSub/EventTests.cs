using System.Security.Cryptography;
using System.Text;
using Chat.Local.Emulation;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.Tests.WebPubSub;

public sealed class EventTests
{
    internal const string Message =
        """{"type":"event","event":"message","ackId":1,"dataType":"json","data":{"text":"hi"}}""";
    private const string Success = """{"type":"ack","ackId":1,"success":true}""";

    [Fact]
    public async Task A_user_event_is_a_signed_cloud_event_and_its_answer_comes_before_the_ack()
    {
        await using var handler = await TestHandler.StartAsync();
        handler.Answer = (_, response) => response.WriteAsJsonAsync(new { seq = 1 });
        await using var pubSub = await TestPubSub.StartAsync();
        pubSub.Emulator.ConfigureHub("chat", handler.Settings());
        using var ann = await pubSub.ConnectAsync("ann");
        await ann.SendAsync(Message);
        Assert.Equal(
            """{"sequenceId":1,"type":"message","from":"server","dataType":"json","data":{"seq":1}}""",
            (await ann.ReceiveAsync()).GetRawText());
        Assert.Equal(Success, (await ann.ReceiveAsync()).GetRawText());

        var received = await handler.NextAsync("message");
        Assert.Equal("POST", received.Method);
        Assert.Equal("/api/events/message?code=secret", received.Path);
        Assert.Equal("""{"text":"hi"}""", received.Body);
        Assert.Equal("1.0", received["ce-specversion"]);
        Assert.Equal("1.0", received["ce-awpsversion"]);
        Assert.Equal("azure.webpubsub.user.message", received["ce-type"]);
        Assert.Equal($"/hubs/chat/client/{ann.ConnectionId}", received["ce-source"]);
        Assert.Equal(ann.ConnectionId, received["ce-connectionId"]);
        Assert.Equal("chat", received["ce-hub"]);
        Assert.Equal("ann", received["ce-userId"]);
        Assert.Equal(TestPubSub.Reliable, received["ce-subprotocol"]);
        Assert.Equal("127.0.0.1", received["WebHook-Request-Origin"]);
        Assert.StartsWith("application/json", received["Content-Type"], StringComparison.Ordinal);
        Assert.EndsWith("Z", received["ce-time"], StringComparison.Ordinal);
        Assert.Equal(
            $"sha256={Hmac(TestPubSub.Key, ann.ConnectionId)},sha256={Hmac(TestPubSub.SecondKey, ann.ConnectionId)}",
            received["ce-signature"]);
    }

    [Fact]
    public async Task A_failure_of_the_emulator_itself_is_told_to_the_client()
    {
        await using var handler = await TestHandler.StartAsync();
        await using var pubSub = await TestPubSub.StartAsync();
        pubSub.Emulator.ConfigureHub("chat", handler.Settings("*", "disconnected"));
        using var ann = await pubSub.ConnectAsync("ann");
        var broken = Task.FromException(new InvalidOperationException("broken"));
        pubSub.Emulator.UpstreamFaults.Next("message", new Fault.Hold(broken));
        await ann.SendAsync(Message);
        Assert.Equal((1011, "The emulator failed: broken"), (await ann.ClosedAsync(), ann.CloseReason));
        Assert.Empty(pubSub.Emulator.ConnectionsOf("chat", "ann"));
        await handler.NextAsync("disconnected");
    }

    [Theory]
    [InlineData("application/json", "{")]
    [InlineData("image/png", "x")]
    public async Task An_answer_that_is_no_message_counts_as_a_failure(string contentType, string body)
    {
        await using var handler = await TestHandler.StartAsync();
        handler.Answer = (_, response) =>
        {
            response.ContentType = contentType;
            return response.WriteAsync(body);
        };
        await using var pubSub = await TestPubSub.StartAsync();
        pubSub.Emulator.ConfigureHub("chat", handler.Settings());
        using var ann = await pubSub.ConnectAsync("ann");
        Assert.False((await ann.AskAsync(Message)).GetProperty("success").GetBoolean());
        await ann.ExpectNothingAsync();
    }

    [Fact]
    public async Task State_that_a_handler_sets_comes_back_with_the_next_event()
    {
        await using var handler = await TestHandler.StartAsync();
        handler.Answer = (received, response) =>
        {
            if (received.Name is "connect" or "message")
            {
                response.Headers["ce-connectionState"] = received["ce-connectionState"] + "a";
            }

            return Task.CompletedTask;
        };
        await using var pubSub = await TestPubSub.StartAsync();
        pubSub.Emulator.ConfigureHub("chat", handler.Settings("*", "connect", "disconnected"));
        using var ann = await pubSub.ConnectAsync("ann");
        Assert.Equal(Success, (await ann.AskAsync(Message)).GetRawText());
        await ann.CloseAsync(1000);
        Assert.Equal("", (await handler.NextAsync("connect"))["ce-connectionState"]);
        Assert.Equal("a", (await handler.NextAsync("message"))["ce-connectionState"]);
        var disconnected = await handler.NextAsync("disconnected");
        Assert.Equal(("aa", """{"reason":"Normal"}"""), (disconnected["ce-connectionState"], disconnected.Body));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(429)]
    public async Task A_failed_event_is_acked_as_a_server_error_and_the_connection_stays_open(int status)
    {
        await using var handler = await TestHandler.StartAsync();
        await using var pubSub = await TestPubSub.StartAsync();
        pubSub.Emulator.ConfigureHub("chat", handler.Settings());
        pubSub.Emulator.UpstreamFaults.Next("message", new Fault.Respond(status));
        using var ann = await pubSub.ConnectAsync("ann");
        var ack = await ann.AskAsync(Message);
        Assert.Equal("InternalServerError", ack.GetProperty("error").GetProperty("name").GetString());
        Assert.Equal(Success, (await ann.AskAsync(Message)).GetRawText());
        Assert.Equal("Duplicate", (await ann.AskAsync(Message)).GetProperty("error").GetProperty("name").GetString());
        Assert.Single(handler.Calls, call => call.Method == "POST");
        Assert.Equal([200, status, 200], pubSub.Emulator.Upstream.Snapshot().Select(request => request.Status));
    }

    [Fact]
    public async Task An_event_that_no_handler_takes_is_acked_as_a_server_error()
    {
        await using var handler = await TestHandler.StartAsync();
        await using var pubSub = await TestPubSub.StartAsync();
        pubSub.Emulator.ConfigureHub("chat", handler.Settings("other, another"));
        using var ann = await pubSub.ConnectAsync("ann");
        var ack = await ann.AskAsync(Message);
        Assert.Equal("InternalServerError", ack.GetProperty("error").GetProperty("name").GetString());
        Assert.Empty(handler.Calls);
        await ann.ExpectNothingAsync();
    }

    [Fact]
    public async Task The_first_handler_that_matches_gets_the_event()
    {
        await using var first = await TestHandler.StartAsync();
        await using var second = await TestHandler.StartAsync();
        await using var pubSub = await TestPubSub.StartAsync();
        pubSub.Emulator.ConfigureHub(
            "chat",
            first.Settings("typing"),
            second.Settings("message"),
            first.Settings("message"));
        using var ann = await pubSub.ConnectAsync("ann");
        Assert.Equal(Success, (await ann.AskAsync(Message)).GetRawText());
        Assert.Equal("message", (await second.NextAsync("message")).Name);
        Assert.Empty(first.Calls);
    }

    [Fact]
    public async Task Unavailable_handlers_are_tried_again_after_1_3_and_5_seconds_with_the_same_id()
    {
        var time = new SteppingTimeProvider();
        await using var handler = await TestHandler.StartAsync();
        await using var pubSub = await TestPubSub.StartAsync(time);
        pubSub.Emulator.ConfigureHub("chat", handler.Settings());
        handler.Answer = (_, response) =>
        {
            response.StatusCode = handler.Calls.Count(call => call.Method == "POST") < 3 ? 503 : 200;
            return Task.CompletedTask;
        };
        using var ann = await pubSub.ConnectAsync("ann");
        await ann.SendAsync(Message);
        await time.PassAsync(TimeSpan.FromSeconds(1));
        await time.PassAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(Success, (await ann.ReceiveAsync()).GetRawText());
        Assert.Equal(["2", "2", "2"], handler.Calls.Where(call => call.Method == "POST").Select(call => call["ce-id"]));

        // Four failures in a row are final; a lost answer counts as one, though the handler did its work.
        pubSub.Emulator.UpstreamFaults.Next("message", new Fault.Cut());
        pubSub.Emulator.UpstreamFaults.Next("message", new Fault.Respond(408));
        pubSub.Emulator.UpstreamFaults.Next("message", new Fault.LoseResponse());
        pubSub.Emulator.UpstreamFaults.Next("message", new Fault.Respond(500));
        await ann.SendAsync(Message.Replace("\"ackId\":1", "\"ackId\":2", StringComparison.Ordinal));
        await time.PassAsync(TimeSpan.FromSeconds(1));
        await time.PassAsync(TimeSpan.FromSeconds(3));
        await time.PassAsync(TimeSpan.FromSeconds(5));
        Assert.False((await ann.ReceiveAsync()).GetProperty("success").GetBoolean());
        Assert.Equal(
            [0, 408, 0, 500],
            pubSub.Emulator.Upstream.Snapshot().TakeLast(4).Select(request => request.Status));
        Assert.Equal(4, handler.Calls.Count(call => call.Method == "POST"));
    }

    [Fact]
    public async Task A_slow_handler_holds_up_only_its_own_connections_events_and_these_stay_in_order()
    {
        await using var handler = await TestHandler.StartAsync();
        await using var pubSub = await TestPubSub.StartAsync();
        pubSub.Emulator.ConfigureHub("chat", handler.Settings());
        using var ann = await pubSub.ConnectAsync("ann");
        using var bob = await pubSub.ConnectAsync("bob");
        var release = new TaskCompletionSource();
        pubSub.Emulator.UpstreamFaults.Next("message", new Fault.Hold(release.Task));
        for (var ackId = 1; ackId <= 3; ackId++)
        {
            await ann.SendAsync(
                $$"""{"type":"event","event":"message","ackId":{{ackId}},"dataType":"text","data":"{{ackId}}"}""");
        }

        // It is Ann's event that is to be held, and not Bob's that came first.
        await pubSub.Emulator.UpstreamFaults.UntilMetAsync().WaitAsync(Patience.Limit);
        await ann.ExpectNothingAsync();
        Assert.Equal(Success, (await bob.AskAsync(Message)).GetRawText());
        release.SetResult();
        for (var ackId = 1; ackId <= 3; ackId++)
        {
            Assert.Equal(ackId, (await ann.ReceiveAsync()).GetProperty("ackId").GetInt32());
        }

        Assert.Equal(
            ["1", "2", "3"],
            handler.Calls.Where(call => call["ce-userId"] == "ann").Select(call => call.Body));
    }

    private static string Hmac(string key, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));
}
