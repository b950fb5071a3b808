using Microsoft.AspNetCore.Http;

namespace Chat.Local.Tests.WebPubSub;

/// <summary>The event that decides who may connect, as whom, and into which groups.</summary>
public sealed class ConnectEventTests
{
    [Theory]
    [InlineData("""{"groups":["g",null]}""")]
    [InlineData("""{"roles":[null]}""")]
    [InlineData("""{"groups":"g"}""")]
    [InlineData("no JSON")]
    public async Task A_connect_answer_that_is_not_understood_refuses_the_client(string answer)
    {
        await using var handler = await TestHandler.StartAsync();
        handler.Answer = (_, response) => response.WriteAsync(answer);
        await using var pubSub = await TestPubSub.StartAsync();
        pubSub.Emulator.ConfigureHub("chat", handler.Settings("", "connect"));
        var refused = await Assert.ThrowsAsync<RefusedUpgradeException>(() => pubSub.ConnectAsync("ann"));
        Assert.Equal(500, refused.Status);

        // Answered by the emulator, not by the web server under it on account of a crash.
        Assert.Equal([500], pubSub.Emulator.Requests.Snapshot().Select(request => request.Status));
    }

    [Fact]
    public async Task A_stranger_who_is_refused_leaves_no_trace_in_the_name_of_a_hub()
    {
        await using var handler = await TestHandler.StartAsync();
        await using var pubSub = await TestPubSub.StartAsync();
        foreach (var query in new[] { "", "?awps_connection_id=made-up&awps_reconnection_token=made-up" })
        {
            try
            {
                using var eve = await pubSub.DialAsync("/client/hubs/CHAT" + query, TestPubSub.Reliable, greeted: false);
                Assert.Equal(1008, await eve.ClosedAsync());
            }
            catch (RefusedUpgradeException refused)
            {
                Assert.Equal(401, refused.Status);
            }
        }

        pubSub.Emulator.ConfigureHub("chat", handler.Settings());
        using var ann = await pubSub.ConnectAsync("ann");
        await ann.SendAsync(EventTests.Message);
        Assert.Equal("chat", (await handler.NextAsync("message"))["ce-hub"]);
    }

    [Fact]
    public async Task The_connect_event_carries_the_client_and_its_answer_decides_who_it_is()
    {
        await using var handler = await TestHandler.StartAsync();
        handler.Answer = (received, response) =>
            received.Name == "connect"
                ? response.WriteAsJsonAsync(
                    new
                    {
                        userId = "bob",
                        groups = new[] { "from-handler" },
                        roles = new[] { "webpubsub.joinLeaveGroup.one" },
                    })
                : Task.CompletedTask;
        await using var pubSub = await TestPubSub.StartAsync();
        pubSub.Emulator.ConfigureHub("chat", handler.Settings("", "connect", "connected", "disconnected"));
        var token = pubSub.ClientToken("ann", ["webpubsub.joinLeaveGroup"], ["from-token"]);
        using var client = await pubSub.DialAsync(
            $"/client/hubs/Chat?access_token={token}&device=phone",
            TestPubSub.Reliable);
        Assert.Equal("bob", client.Greeting.GetProperty("userId").GetString());
        Assert.Equal(["from-handler"], pubSub.Emulator.GroupsOf("chat", client.ConnectionId));
        Assert.True(
            (await client.AskAsync("""{"type":"joinGroup","group":"one","ackId":1}"""))
                .GetProperty("success")
                .GetBoolean());
        Assert.False(
            (await client.AskAsync("""{"type":"joinGroup","group":"two","ackId":2}"""))
                .GetProperty("success")
                .GetBoolean());

        var connect = await handler.NextAsync("connect");
        Assert.Equal(
            ("0", "azure.webpubsub.sys.connect", "ann"),
            (connect["ce-id"], connect["ce-type"], connect["ce-userId"]));
        var body = System.Text.Json.JsonDocument.Parse(connect.Body).RootElement;
        Assert.Equal("ann", body.GetProperty("claims").GetProperty("sub")[0].GetString());
        Assert.Equal("phone", body.GetProperty("query").GetProperty("device")[0].GetString());
        Assert.Equal(TestPubSub.Reliable, body.GetProperty("subprotocols")[0].GetString());
        Assert.Equal("13", body.GetProperty("headers").GetProperty("Sec-WebSocket-Version")[0].GetString());
        Assert.Equal(0, body.GetProperty("clientCertificates").GetArrayLength());
        Assert.False(body.GetProperty("query").TryGetProperty("access_token", out _));
        var connected = await handler.NextAsync("connected");
        Assert.Equal(("1", "{}", "bob"), (connected["ce-id"], connected.Body, connected["ce-userId"]));
    }

    [Theory]
    [InlineData(401, 401)]
    [InlineData(403, 403)]
    [InlineData(302, 500)]
    public async Task A_connect_event_that_is_refused_keeps_the_client_out(int answered, int seen)
    {
        await using var handler = await TestHandler.StartAsync();
        handler.Answer = (_, response) =>
        {
            response.StatusCode = answered;
            return Task.CompletedTask;
        };
        await using var pubSub = await TestPubSub.StartAsync();
        pubSub.Emulator.ConfigureHub("chat", handler.Settings("*", "connect", "connected", "disconnected"));
        var refused = await Assert.ThrowsAsync<RefusedUpgradeException>(() => pubSub.ConnectAsync("eve"));
        Assert.Equal(seen, refused.Status);
        Assert.Equal(["OPTIONS", "POST"], handler.Calls.Select(call => call.Method));
        Assert.Empty(pubSub.Emulator.ConnectionsOf("chat", "eve"));
    }

    [Fact]
    public async Task The_handler_chooses_among_the_offered_subprotocols()
    {
        await using var handler = await TestHandler.StartAsync();
        var chosen = TestPubSub.Plain;
        handler.Answer = (_, response) => response.WriteAsJsonAsync(new { subprotocol = chosen });
        await using var pubSub = await TestPubSub.StartAsync();
        pubSub.Emulator.ConfigureHub("chat", handler.Settings("*", "connect"));
        var target = $"/client/hubs/chat?access_token={pubSub.ClientToken("ann")}";
        using var ann = await pubSub.DialAsync(target, $"{TestPubSub.Reliable},{TestPubSub.Plain},custom");
        Assert.Equal((TestPubSub.Plain, null), (ann.Subprotocol, ann.ReconnectionToken));
        chosen = "custom";
        var refused = await Assert.ThrowsAsync<RefusedUpgradeException>(() =>
            pubSub.DialAsync(target, $"{TestPubSub.Reliable},custom"));
        Assert.Equal(501, refused.Status);
    }
}
