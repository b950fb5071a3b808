using System.Text.Json;
using Chat.Local.Emulation;

namespace Chat.Local.Tests.WebPubSub;

public sealed class RestTests
{
    private const string Send = "/api/hubs/chat/groups/c%3Aabc/:send?api-version=2024-12-01";

    [Fact]
    public async Task A_token_is_for_the_url_called_with_or_without_its_query_encoded_or_decoded()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        var url = $"http://{pubSub.Authority}{Send}";
        string[] audiences =
        [
            url,
            url.ToUpperInvariant(),
            url.Split('?')[0],
            Uri.UnescapeDataString(url),
            Uri.UnescapeDataString(url).Split('?')[0],
        ];
        foreach (var audience in audiences)
        {
            using var response = await pubSub.RestAsync(
                "POST",
                Send,
                "x",
                token: pubSub.Token(audience, TestPubSub.SecondKey));
            Assert.Equal(202, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task A_token_for_another_url_with_another_key_or_expired_is_refused()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann", groups: ["c:abc"]);
        var url = $"http://{pubSub.Authority}{Send}";
        string[] tokens =
        [
            "",
            "no token",
            pubSub.Token(url.Replace("abc", "abd", StringComparison.Ordinal)),
            pubSub.Token(url, minutes: -6),
            pubSub.Token(url, "wrong key of at least thirty-two characters"),
            pubSub.ClientToken("ann"),
        ];
        foreach (var token in tokens)
        {
            using var response = await pubSub.RestAsync("POST", Send, "x", token: token);
            Assert.Equal(401, (int)response.StatusCode);
            Assert.Equal("Unauthorized", response.Headers.GetValues("x-ms-error-code").Single());
        }

        await ann.ExpectNothingAsync();
    }

    [Fact]
    public async Task Sends_reach_group_user_connection_and_all_without_a_sender()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann", groups: ["c:abc"], protocol: TestPubSub.Plain);
        using var eve = await pubSub.ConnectAsync("eve", protocol: TestPubSub.Plain);
        Assert.Equal(202, await pubSub.CallAsync("POST", "/groups/c%3Aabc/:send", """{"seq":1}""", "application/json"));
        Assert.Equal(202, await pubSub.CallAsync("POST", "/users/ann/:send", "hé"));
        Assert.Equal(
            202,
            await pubSub.CallAsync("POST", $"/connections/{ann.ConnectionId}/:send", "ab", "application/octet-stream"));
        Assert.Equal(202, await pubSub.CallAsync("POST", $"/:send?excluded=zz&excluded={eve.ConnectionId}", "all"));
        string[] frames =
        [
            """{"type":"message","from":"group","group":"c:abc","dataType":"json","data":{"seq":1}}""",
            """{"type":"message","from":"server","dataType":"text","data":"hé"}""",
            """{"type":"message","from":"server","dataType":"binary","data":"YWI="}""",
            """{"type":"message","from":"server","dataType":"text","data":"all"}""",
        ];
        foreach (var frame in frames)
        {
            Assert.Equal(frame, (await ann.ReceiveAsync()).GetRawText());
        }

        await eve.ExpectNothingAsync();
        Assert.Equal(1, pubSub.Emulator.Requests.Count("sendToGroup"));
        Assert.Equal(1, pubSub.Emulator.Requests.Count("sendToAll"));
    }

    [Theory]
    [InlineData("POST", "/users/nobody/:send", 202)]
    [InlineData("POST", "/connections/nobody/:send", 202)]
    [InlineData("POST", "/groups/nobody/:send", 202)]
    [InlineData("HEAD", "/users/nobody", 404)]
    [InlineData("HEAD", "/groups/nobody", 404)]
    [InlineData("HEAD", "/connections/nobody", 404)]
    [InlineData("PUT", "/users/nobody/groups/g", 404)]
    [InlineData("PUT", "/groups/g/connections/nobody", 404)]
    [InlineData("PUT", "/permissions/sendToGroup/connections/nobody", 404)]
    [InlineData("HEAD", "/permissions/sendToGroup/connections/nobody", 404)]
    [InlineData("DELETE", "/permissions/sendToGroup/connections/nobody", 204)]
    [InlineData("DELETE", "/connections/nobody", 204)]
    [InlineData("DELETE", "/groups/g/connections/nobody", 204)]
    [InlineData("DELETE", "/users/nobody/groups/g", 204)]
    [InlineData("DELETE", "/users/nobody/groups", 204)]
    [InlineData("DELETE", "/connections/nobody/groups", 204)]
    [InlineData("POST", "/:send?messageTtlSeconds=300", 202)]
    [InlineData("POST", "/:send?messageTtlSeconds=301", 400)]
    [InlineData("POST", "/:send?messageTtlSeconds=-1", 400)]
    [InlineData("POST", "/:send?api-version=2019-01-01", 400)]
    [InlineData("POST", "/groups/%20/:send", 400)]
    [InlineData("POST", "/groups/a%2Fb/:send", 400)]
    [InlineData("POST", "/:send?filter=userId%20eq%20'ann'", 501)]
    [InlineData("POST", "/:closeConnections?filter=userId%20eq%20'ann'", 501)]
    [InlineData("POST", "/:generateToken?clientType=MQTT", 501)]
    [InlineData("POST", "/:generateToken?minutesToExpire=0", 400)]
    [InlineData("GET", "/groups/g/connections?top=0", 400)]
    [InlineData("GET", "/unheard/of", 501)]
    public async Task What_is_absent_or_impossible_is_answered_as_the_service_does(
        string method,
        string path,
        int status)
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var response = await pubSub.RestAsync(method, "/api/hubs/chat" + path, method == "POST" ? "x" : null);
        Assert.Equal(status, (int)response.StatusCode);
        if (status >= 400 && method != "HEAD")
        {
            var error = JsonDocument.Parse(
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.NotEmpty(error.RootElement.GetProperty("error").GetProperty("message").GetString()!);
        }
    }

    [Theory]
    [InlineData("HEAD", "", 200)]
    [InlineData("GET", "", 401)]
    [InlineData("GET", null, 501)]
    public async Task Health_is_asked_with_HEAD_and_without_a_token(string method, string? token, int status)
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var response = await pubSub.RestAsync(method, "/api/health", token: token);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_generated_token_lets_a_client_in_with_its_roles_and_groups()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var response = await pubSub.RestAsync(
            "POST",
            "/api/hubs/chat/:generateToken?userId=ann&role=webpubsub.joinLeaveGroup.h&role=x&group=g&minutesToExpire=5"
        );
        var answer = JsonDocument.Parse(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var token = answer.RootElement.GetProperty("token").GetString();
        using var ann = await pubSub.DialAsync($"/client/hubs/chat?access_token={token}", TestPubSub.Plain);
        Assert.Equal("ann", ann.Greeting.GetProperty("userId").GetString());
        Assert.True(
            (await ann.AskAsync("""{"type":"joinGroup","group":"h","ackId":1}""")).GetProperty("success").GetBoolean());
        Assert.Equal(["g", "h"], pubSub.Emulator.GroupsOf("chat", ann.ConnectionId).Order());
    }

    [Fact]
    public async Task A_user_is_added_with_the_connections_of_this_moment_only()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var phone = await pubSub.ConnectAsync("ann");
        using var laptop = await pubSub.ConnectAsync("ann", protocol: TestPubSub.Plain);
        Assert.Equal(200, await pubSub.CallAsync("PUT", "/users/ann/groups/c%3Aabc"));
        using var later = await pubSub.ConnectAsync("ann");
        Assert.Equal(["c:abc"], pubSub.Emulator.GroupsOf("chat", phone.ConnectionId));
        Assert.Equal(["c:abc"], pubSub.Emulator.GroupsOf("chat", laptop.ConnectionId));
        Assert.Empty(pubSub.Emulator.GroupsOf("chat", later.ConnectionId));
        Assert.Equal(204, await pubSub.CallAsync("DELETE", "/users/ann/groups/c%3Aabc"));
        Assert.Empty(pubSub.Emulator.GroupsOf("chat", phone.ConnectionId));
    }

    [Fact]
    public async Task Planned_faults_meet_the_operation_they_name()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann", groups: ["g"]);
        pubSub.Emulator.Faults.Next("sendToGroup", new Fault.Respond(503));
        pubSub.Emulator.Faults.Next("sendToGroup", new Fault.LoseResponse());
        Assert.Equal(202, await pubSub.CallAsync("POST", "/users/ann/:send", "to ann"));
        Assert.Equal(503, await pubSub.CallAsync("POST", "/groups/g/:send", "refused"));
        await Assert.ThrowsAsync<HttpRequestException>(() => pubSub.CallAsync("POST", "/groups/g/:send", "done"));
        Assert.Equal("to ann", (await ann.ReceiveAsync()).GetProperty("data").GetString());
        Assert.Equal("done", (await ann.ReceiveAsync()).GetProperty("data").GetString());
        Assert.Equal(
            [503, 0],
            pubSub
                .Emulator.Requests.Snapshot()
                .Where(request => request.Operation == "sendToGroup")
                .Select(request => request.Status));
    }

    [Fact]
    public async Task Hubs_are_isolated_and_their_names_ignore_case()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann", groups: ["g"]);
        using var other = await pubSub.RestAsync("POST", "/api/hubs/other/groups/g/:send", "elsewhere");
        using var same = await pubSub.RestAsync("POST", "/api/hubs/CHAT/groups/g/:send", "here");
        Assert.Equal("here", (await ann.ReceiveAsync()).GetProperty("data").GetString());
        await ann.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_body_over_a_megabyte_or_of_another_kind_is_refused()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        Assert.Equal(413, await pubSub.CallAsync("POST", "/:send", new string('x', 1024 * 1024 + 1)));
        Assert.Equal(415, await pubSub.CallAsync("POST", "/:send", "<a/>", "application/xml"));
        Assert.Equal(400, await pubSub.CallAsync("POST", "/:send", "{", "application/json"));
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_closed_with_1008()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann", protocol: TestPubSub.Plain);
        var large = new string('x', 1024 * 1024);
        for (var sent = 0; sent < 200 && pubSub.Emulator.ConnectionsOf("chat", "ann").Count > 0; sent++)
        {
            Assert.Equal(202, await pubSub.CallAsync("POST", "/users/ann/:send", large));
        }

        Assert.Empty(pubSub.Emulator.ConnectionsOf("chat", "ann"));
        Assert.Equal((1008, "SlowClient"), (await ann.ClosedAsync(), ann.CloseReason));
    }

    [Fact]
    public async Task Bulk_changes_take_every_connection_into_groups_and_out()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann");
        using var bob = await pubSub.ConnectAsync("bob");
        Assert.Equal(
            200,
            await pubSub.CallAsync("POST", "/:addToGroups", """{"groups":["a","b"]}""", "application/json"));
        Assert.Equal(["a", "b"], pubSub.Emulator.GroupsOf("chat", ann.ConnectionId).Order());
        Assert.Equal(["a", "b"], pubSub.Emulator.GroupsOf("chat", bob.ConnectionId).Order());
        Assert.Equal(
            200,
            await pubSub.CallAsync("POST", "/:removeFromGroups", """{"groups":["a"]}""", "application/json"));
        Assert.Equal(["b"], pubSub.Emulator.GroupsOf("chat", ann.ConnectionId));
        foreach (var filter in (string[])["userId eq 'ann'", $"connectionId eq '{ann.ConnectionId}'"])
        {
            Assert.Equal(200, await AddAsync(filter));
            Assert.Equal(["a", "b"], pubSub.Emulator.GroupsOf("chat", ann.ConnectionId).Order());
            Assert.Equal(["b"], pubSub.Emulator.GroupsOf("chat", bob.ConnectionId));
            await pubSub.CallAsync("POST", "/:removeFromGroups", """{"groups":["a"]}""", "application/json");
        }

        Assert.Equal(200, await AddAsync("userId eq 'o''brien'"));
        Assert.Equal(501, await AddAsync("userId ne 'ann'"));
        Assert.Equal(501, await AddAsync("userId eq 'ann' or userId eq 'bob'"));
        Assert.Equal(["b"], pubSub.Emulator.GroupsOf("chat", ann.ConnectionId));
        Assert.Equal(
            400,
            await pubSub.CallAsync("POST", "/:addToGroups", """{"groups":[null]}""", "application/json"));

        Task<int> AddAsync(string filter) => pubSub.CallAsync(
            "POST", "/:addToGroups", $$"""{"groups":["a"],"filter":"{{filter}}"}""", "application/json");
    }
}
