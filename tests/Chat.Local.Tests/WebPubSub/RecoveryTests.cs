using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;

namespace Chat.Local.Tests.WebPubSub;

public sealed class RecoveryTests
{
    private static readonly string[] Everything = ["webpubsub.joinLeaveGroup", "webpubsub.sendToGroup"];
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_was_sent_meanwhile_comes_in_order_and_what_was_acknowledged_does_not_come_again()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann", groups: ["g"]);
        await SendAsync(pubSub, "1", "2", "3");
        Assert.Equal((1, 2, 3), (await NumberAsync(ann), await NumberAsync(ann), await NumberAsync(ann)));
        await ann.SendAsync("""{"type":"sequenceAck","sequenceId":2}""");
        await ann.ExpectNothingAsync();
        pubSub.Emulator.DropSockets("ann");
        await ann.DroppedAsync();
        await SendAsync(pubSub, "4");

        using var again = await pubSub.RecoverAsync(ann);
        var third = await again.ReceiveAsync();
        Assert.Equal((3, "3"), (third.GetProperty("sequenceId").GetInt32(), third.GetProperty("data").GetString()));
        Assert.Equal(4, await NumberAsync(again));
        await again.ExpectNothingAsync();
    }

    [Fact]
    public async Task However_often_the_socket_is_dropped_every_message_arrives_once_and_in_order()
    {
        const int Messages = 300;
        await using var pubSub = await TestPubSub.StartAsync();
        using var first = await pubSub.ConnectAsync("ann", groups: ["g"]);
        var sending = SendAndDropAsync(pubSub, Messages);
        var received = new List<string?>();
        var highest = 0;
        for (var client = first; received.Count < Messages; client = await RecoverUncutAsync(pubSub, first))
        {
            await foreach (var message in client.UntilDroppedAsync(() => received.Count == Messages))
            {
                // As the official client: what has a number not above the highest seen was there before.
                if (message.GetProperty("sequenceId").GetInt32() is var number && number > highest)
                {
                    highest = number;
                    received.Add(message.GetProperty("data").GetString());
                    await client.TrySendAsync($$"""{"type":"sequenceAck","sequenceId":{{number}}}""");
                }
            }
        }

        await sending;
        Assert.Equal(Enumerable.Range(1, Messages).Select(i => i.ToString(CultureInfo.InvariantCulture)), received);
    }

    [Fact]
    public async Task Groups_roles_and_processed_ack_ids_are_kept_and_belong_to_the_connection()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann", Everything);
        const string Join = """{"type":"joinGroup","group":"g","ackId":1}""";
        await ann.AskAsync(Join);
        pubSub.Emulator.DropSockets("ann");
        await ann.DroppedAsync();

        using var again = await pubSub.RecoverAsync(ann);
        Assert.Equal("Duplicate", ErrorOf(await again.AskAsync(Join)));
        Assert.Equal(["g"], pubSub.Emulator.GroupsOf("chat", ann.ConnectionId));
        Assert.True(
            (await again.AskAsync("""{"type":"joinGroup","group":"h","ackId":2}""")).GetProperty("success").GetBoolean()
        );
        using var other = await pubSub.ConnectAsync("ann", Everything);
        Assert.True((await other.AskAsync(Join)).GetProperty("success").GetBoolean());
    }

    [Fact]
    public async Task A_forged_or_foreign_token_is_accepted_and_closed_with_1008()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann");
        using var bob = await pubSub.ConnectAsync("bob");
        using var plain = await pubSub.ConnectAsync("ann", protocol: TestPubSub.Plain);
        pubSub.Emulator.DropSockets("ann");
        await ann.DroppedAsync();
        foreach (var (lost, token) in new[] { (ann, "forged"), (ann, bob.ReconnectionToken), (ann, ""), (plain, "") })
        {
            using var refused = await pubSub.RecoverAsync(lost, token);
            Assert.Equal(1008, await refused.ClosedAsync());
        }

        using var accepted = await pubSub.RecoverAsync(ann);
        await accepted.ExpectNothingAsync();
    }

    [Fact]
    public async Task After_the_window_recovery_is_refused_and_disconnected_is_raised_once()
    {
        var time = new SteppingTimeProvider();
        await using var handler = await TestHandler.StartAsync();
        await using var pubSub = await TestPubSub.StartAsync(time, Window);
        pubSub.Emulator.ConfigureHub("chat", handler.Settings("*", "connected", "disconnected"));
        using var ann = await pubSub.ConnectAsync("ann", groups: ["g"]);
        await handler.NextAsync("connected");
        pubSub.Emulator.DropSockets("ann");
        await time.WaitForAsync(Window);
        time.Advance(Window - TimeSpan.FromSeconds(1));
        Assert.Equal(200, await pubSub.CallAsync("HEAD", $"/connections/{ann.ConnectionId}"));

        using (var back = await pubSub.RecoverAsync(ann))
        {
            await back.ExpectNothingAsync();
            pubSub.Emulator.DropSockets("ann");
            await time.WaitForAsync(Window);
        }

        // The first absence's window must not end the second one.
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(200, await pubSub.CallAsync("HEAD", $"/connections/{ann.ConnectionId}"));
        time.Advance(Window);
        Assert.Equal("""{"reason":"ConnectionLost"}""", (await handler.NextAsync("disconnected")).Body);
        Assert.Equal(404, await pubSub.CallAsync("HEAD", $"/connections/{ann.ConnectionId}"));
        Assert.Equal(404, await pubSub.CallAsync("HEAD", "/groups/g"));
        using var late = await pubSub.RecoverAsync(ann);
        Assert.Equal(1008, await late.ClosedAsync());
        Assert.Equal(
            ["connected", "disconnected"],
            handler.Calls.Where(call => call.Method == "POST").Select(call => call.Name));
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1001, true)]
    [InlineData(4000, true)]
    public async Task Only_a_close_by_the_client_with_1000_is_final(int status, bool recoverable)
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann");
        await ann.CloseAsync(status);
        using var again = await pubSub.RecoverAsync(ann);
        if (recoverable)
        {
            await again.ExpectNothingAsync();
        }
        else
        {
            Assert.Equal(1008, await again.ClosedAsync());
        }
    }

    [Theory]
    [InlineData(false, null, false)]
    [InlineData(true, null, true)]
    [InlineData(true, "bye", false)]
    public async Task A_close_without_code_or_reason_is_final_unless_an_option_makes_it_recoverable(
        bool option, string? reason, bool recoverable)
    {
        await using var pubSub = await TestPubSub.StartAsync(recoverAfterBareClose: option);
        using var ann = await pubSub.ConnectAsync("ann", groups: ["g"]);
        await ann.CloseAsync(1000, reason);
        await SendAsync(pubSub, "1");
        using var again = await pubSub.RecoverAsync(ann);
        if (recoverable)
        {
            Assert.Equal(1, await NumberAsync(again));
        }
        else
        {
            Assert.Equal(1008, await again.ClosedAsync());
        }
    }

    [Fact]
    public async Task A_second_socket_of_the_connection_takes_over_and_the_first_is_dropped()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann", groups: ["g"]);
        using var second = await pubSub.RecoverAsync(ann);
        await ann.DroppedAsync();
        await SendAsync(pubSub, "1");
        Assert.Equal(1, await NumberAsync(second));
        Assert.Equal([ann.ConnectionId], pubSub.Emulator.ConnectionsOf("chat", "ann"));
    }

    [Fact]
    public async Task A_connection_that_the_server_closed_says_goodbye_and_cannot_be_recovered()
    {
        await using var handler = await TestHandler.StartAsync();
        await using var pubSub = await TestPubSub.StartAsync();
        pubSub.Emulator.ConfigureHub("chat", handler.Settings("*", "disconnected"));
        using var ann = await pubSub.ConnectAsync("ann");
        Assert.Equal(204, await pubSub.CallAsync("DELETE", $"/connections/{ann.ConnectionId}?reason=removed"));
        Assert.Equal(
            """{"type":"system","event":"disconnected","message":"removed"}""",
            (await ann.ReceiveAsync()).GetRawText());
        Assert.Equal((1000, "removed"), (await ann.ClosedAsync(), ann.CloseReason));
        Assert.Equal("""{"reason":"removed"}""", (await handler.NextAsync("disconnected")).Body);
        using var again = await pubSub.RecoverAsync(ann);
        Assert.Equal(1008, await again.ClosedAsync());
    }

    [Fact]
    public async Task More_than_1000_unacknowledged_messages_close_with_1008_for_good()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann", Everything, ["g"]);
        for (var i = 1; i <= 1001; i++)
        {
            await ann.SendAsync("""{"type":"sendToGroup","group":"g","dataType":"text","data":"x"}""");
        }

        for (var i = 1; i <= 1000; i++)
        {
            Assert.Equal(i, await NumberAsync(ann));
        }

        Assert.Equal(1008, await ann.ClosedAsync());
        using var again = await pubSub.RecoverAsync(ann);
        Assert.Equal(1008, await again.ClosedAsync());
    }

    [Fact]
    public async Task More_than_16_megabytes_unacknowledged_end_a_connection_also_while_it_is_away()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann", groups: ["g"]);
        pubSub.Emulator.DropSockets("ann");
        await ann.DroppedAsync();
        var large = new string('x', 1_000_000);
        for (var i = 0; i < 16; i++)
        {
            await SendAsync(pubSub, large);
        }

        Assert.Equal([ann.ConnectionId], pubSub.Emulator.ConnectionsOf("chat", "ann"));
        await SendAsync(pubSub, large);
        Assert.Empty(pubSub.Emulator.ConnectionsOf("chat", "ann"));
        using var again = await pubSub.RecoverAsync(ann);
        Assert.Equal(1008, await again.ClosedAsync());
    }

    [Fact]
    public async Task A_message_whose_time_to_live_has_passed_is_not_delivered_late()
    {
        var time = new SteppingTimeProvider();
        await using var pubSub = await TestPubSub.StartAsync(time, Window);
        using var ann = await pubSub.ConnectAsync("ann", groups: ["g"]);
        pubSub.Emulator.DropSockets("ann");
        await ann.DroppedAsync();
        Assert.Equal(202, await pubSub.CallAsync("POST", "/groups/g/:send?messageTtlSeconds=5", "short-lived"));
        Assert.Equal(202, await pubSub.CallAsync("POST", "/groups/g/:send?messageTtlSeconds=0", "lasting"));
        time.Advance(TimeSpan.FromSeconds(5));
        using var again = await pubSub.RecoverAsync(ann);
        Assert.Equal("lasting", (await again.ReceiveAsync()).GetProperty("data").GetString());
        await again.ExpectNothingAsync();
    }

    private static async Task SendAsync(TestPubSub pubSub, params string[] texts)
    {
        foreach (var text in texts)
        {
            Assert.Equal(202, await pubSub.CallAsync("POST", "/groups/g/:send", text));
        }
    }

    private static async Task SendAndDropAsync(TestPubSub pubSub, int messages)
    {
        for (var i = 1; i <= messages; i++)
        {
            await SendAsync(pubSub, i.ToString(CultureInfo.InvariantCulture));
            if (i % 17 == 0)
            {
                pubSub.Emulator.DropSockets("ann");
            }
        }
    }

    /// <summary>As the official client: a socket cut while it is being opened is tried again.</summary>
    private static async Task<TestClient> RecoverUncutAsync(TestPubSub pubSub, TestClient lost)
    {
        while (true)
        {
            try
            {
                return await pubSub.RecoverAsync(lost);
            }
            catch (WebSocketException)
            {
                // Dropped with the others, before its upgrade was answered.
            }
        }
    }

    private static async Task<int> NumberAsync(TestClient client) =>
        (await client.ReceiveAsync()).GetProperty("sequenceId").GetInt32();

    private static string? ErrorOf(JsonElement ack) => ack.GetProperty("error").GetProperty("name").GetString();
}
