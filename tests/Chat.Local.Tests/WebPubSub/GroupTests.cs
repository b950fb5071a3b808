using System.Net.WebSockets;
using System.Text;

namespace Chat.Local.Tests.WebPubSub;

public sealed class GroupTests
{
    private static readonly string[] Everything = ["webpubsub.joinLeaveGroup", "webpubsub.sendToGroup"];

    [Fact]
    public async Task A_message_reaches_the_members_numbered_and_with_its_sender_and_the_sender_before_the_ack()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann", Everything);
        using var bob = await pubSub.ConnectAsync("bob", groups: ["g"]);
        using var eve = await pubSub.ConnectAsync("eve", groups: ["other"], protocol: TestPubSub.Plain);
        Assert.Equal(
            """{"type":"ack","ackId":1,"success":true}""",
            (await ann.AskAsync("""{"type":"joinGroup","group":"g","ackId":1}""")).GetRawText());
        await ann.SendAsync(
            """{"type":"sendToGroup","group":"g","ackId":2,"dataType":"json","data":{"hi":[1, "ü"]}}""");
        const string Message =
            """{"sequenceId":1,"type":"message","from":"group","group":"g","fromUserId":"ann","dataType":"json","data":{"hi":[1, "ü"]}}""";
        Assert.Equal(Message, (await ann.ReceiveAsync()).GetRawText());
        Assert.Equal("""{"type":"ack","ackId":2,"success":true}""", (await ann.ReceiveAsync()).GetRawText());
        Assert.Equal(Message, (await bob.ReceiveAsync()).GetRawText());
        await eve.ExpectNothingAsync();
    }

    [Fact]
    public async Task NoEcho_leaves_the_sender_out_and_a_plain_client_gets_no_numbers()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann", Everything, ["g"]);
        using var bob = await pubSub.ConnectAsync("bob", groups: ["g"], protocol: TestPubSub.Plain);
        await ann.SendAsync("""{"type":"sendToGroup","group":"g","noEcho":true,"dataType":"text","data":"hé"}""");
        Assert.Equal(
            """{"type":"message","from":"group","group":"g","fromUserId":"ann","dataType":"text","data":"hé"}""",
            (await bob.ReceiveAsync()).GetRawText());
        await ann.ExpectNothingAsync();
    }

    [Fact]
    public async Task Without_a_role_a_client_neither_joins_nor_leaves_nor_sends()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann", groups: ["g"]);
        using var eve = await pubSub.ConnectAsync(
            "eve",
            ["webpubsub.sendToGroup.other", "webpubsub.joinLeaveGroup.other"]);
        foreach (var (type, ackId) in new[] { ("joinGroup", 1), ("leaveGroup", 2), ("sendToGroup", 3) })
        {
            var ack = await eve.AskAsync(
                $$"""{"type":"{{type}}","group":"g","ackId":{{ackId}},"dataType":"text","data":"x"}""");
            Assert.False(ack.GetProperty("success").GetBoolean());
            Assert.Equal("Forbidden", ack.GetProperty("error").GetProperty("name").GetString());
        }

        Assert.Empty(pubSub.Emulator.GroupsOf("chat", eve.ConnectionId));
        await ann.ExpectNothingAsync();
    }

    [Fact]
    public async Task An_ack_id_is_processed_once_but_a_failed_one_may_be_repeated()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann", ["webpubsub.sendToGroup"]);
        using var bob = await pubSub.ConnectAsync("bob", groups: ["g"]);
        const string Send = """{"type":"sendToGroup","group":"g","ackId":7,"dataType":"text","data":"once"}""";
        Assert.True((await ann.AskAsync(Send)).GetProperty("success").GetBoolean());
        Assert.Equal("Duplicate", (await ann.AskAsync(Send)).GetProperty("error").GetProperty("name").GetString());
        await bob.ReceiveAsync();
        await bob.ExpectNothingAsync();

        const string Join = """{"type":"joinGroup","group":"g","ackId":8}""";
        Assert.Equal("Forbidden", (await ann.AskAsync(Join)).GetProperty("error").GetProperty("name").GetString());
        await pubSub.CallAsync("PUT", $"/permissions/joinLeaveGroup/connections/{ann.ConnectionId}?targetName=g");
        Assert.True((await ann.AskAsync(Join)).GetProperty("success").GetBoolean());
    }

    [Fact]
    public async Task A_role_with_a_wildcard_stays_within_dots()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync(
            "ann",
            ["webpubsub.joinLeaveGroups.a.*", "webpubsub.joinLeaveGroups.b.**", @"webpubsub.joinLeaveGroups.\*?"]);
        var ackId = 0;
        foreach (
            var (group, allowed) in new[]
            {
                ("a.b", true),
                ("a.b.c", false),
                ("b.c.d", true),
                ("*x", true),
                ("xx", false),
                ("*.", false),
            })
        {
            var ack = await ann.AskAsync($$"""{"type":"joinGroup","group":"{{group}}","ackId":{{++ackId}}}""");
            Assert.True(allowed == ack.GetProperty("success").GetBoolean(), group);
        }

        Assert.Equal(
            ["*x", "a.b", "b.c.d"],
            pubSub.Emulator.GroupsOf("chat", ann.ConnectionId).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"type":"joinGroup","group":"  ","ackId":1}""")]
    [InlineData("""{"type":"joinGroup","group":"LONG","ackId":1}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","ackId":1,"dataType":"text"}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","ackId":1,"dataType":"text","data":5}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","ackId":1,"dataType":"binary","data":"%"}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","ackId":1,"dataType":"protobuf","data":"AA=="}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","ackId":1,"dataType":"text","data":"x","ttlSeconds":301}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","ackId":1,"dataType":"text","data":"x","metadata":{}}""")]
    [InlineData("""{"type":"event","event":"1bad","ackId":1,"dataType":"text","data":"x"}""")]
    [InlineData("""{"type":"setGroupState","group":"g","ackId":1,"state":{}}""")]
    public async Task A_request_that_says_something_impossible_is_refused_and_the_connection_stays(string frame)
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann", Everything);
        var ack = await ann.AskAsync(frame.Replace("LONG", new string('g', 1025), StringComparison.Ordinal));
        Assert.Equal("BadRequest", ack.GetProperty("error").GetProperty("name").GetString());
        await ann.ExpectNothingAsync();
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("""{"type":"unheardOf"}""")]
    [InlineData("""{"type":"joinGroup","ackId":1}""")]
    [InlineData("""{"type":"joinGroup","group":"g","ackId":"one"}""")]
    public async Task A_malformed_frame_closes_with_1007(string frame)
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann", Everything);
        await ann.SendAsync(frame);
        Assert.Equal(1007, await ann.ClosedAsync());
    }

    [Fact]
    public async Task A_binary_frame_closes_with_1003_and_one_over_a_megabyte_with_1009()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann");
        await ann.SendAsync([1, 2, 3], WebSocketMessageType.Binary);
        Assert.Equal(1003, await ann.ClosedAsync());

        using var bob = await pubSub.ConnectAsync("bob", Everything, ["g"]);
        var largest = """{"type":"sendToGroup","group":"g","dataType":"text","data":"x"}""".PadRight(1024 * 1024);
        await bob.SendAsync(largest);
        Assert.Equal("message", (await bob.ReceiveAsync()).GetProperty("type").GetString());
        await bob.SendAsync(Encoding.UTF8.GetBytes(largest + " "), WebSocketMessageType.Text);
        Assert.Equal(1009, await bob.ClosedAsync());
    }

    [Fact]
    public async Task Invocations_and_streams_are_refused_clearly()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann", Everything);
        await ann.SendAsync(
            """{"type":"invoke","invocationId":"1","target":"event","event":"echo","dataType":"text","data":"x"}""");
        var response = await ann.ReceiveAsync();
        Assert.Equal("invokeResponse", response.GetProperty("type").GetString());
        Assert.Equal("NotImplemented", response.GetProperty("error").GetProperty("name").GetString());
        await ann.SendAsync("""{"type":"sendToGroup","group":"g","noEcho":false,"stream":{"streamId":"s"}}""");
        var closed = await ann.ReceiveAsync();
        Assert.Equal("streamClosed", closed.GetProperty("type").GetString());
        Assert.Equal("s", closed.GetProperty("streamId").GetString());
    }
}
