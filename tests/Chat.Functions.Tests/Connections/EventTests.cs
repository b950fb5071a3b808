using System.Net;
using System.Text.Json.Nodes;

namespace Chat.Functions.Tests.Connections;

public sealed class EventTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private static readonly string[] Names = ["connect", "connected", "disconnected", "message", "anything"];

    [Fact]
    public async Task An_event_that_is_not_validly_signed_is_refused_and_changes_nothing()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        var message = $$"""{"channelId":"{{channelId}}","clientId":"1","after":0,"text":"forged"}""";

        foreach (var forged in new[]
        {
            new UpstreamEvents(chat.Stack) { Key = "another key, of the right length, but another" },
            new UpstreamEvents(chat.Stack) { Headers = { ["ce-signature"] = null } },
            new UpstreamEvents(chat.Stack) { Headers = { ["ce-connectionId"] = "another" } },
            new UpstreamEvents(chat.Stack) { Headers = { ["ce-connectionId"] = null } },
        })
        {
            foreach (var name in Names)
            {
                using var response = await forged.PostAsync(name, ann.UserId, message);
                Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
                Assert.Equal("ce-signature", (string)(await UpstreamEvents.FrameOf(response))["error"]!["field"]!);
            }
        }

        Assert.Empty(await ann.ReadEntriesAsync(channelId));
    }

    [Fact]
    public async Task Either_of_two_keys_signs_while_one_is_rotated()
    {
        var keys = chat.Stack.Functions.Host.Services.GetService(
            typeof(Microsoft.Extensions.Options.IOptions<Functions.Connections.WebPubSubSettings>))
            as Microsoft.Extensions.Options.IOptions<Functions.Connections.WebPubSubSettings>;
        foreach (var key in new[] { keys!.Value.Endpoints[0].Key!, keys.Value.Endpoints[0].SecondaryKey! })
        {
            using var response = await new UpstreamEvents(chat.Stack) { Key = key }.PostAsync("connected", "ann", "{}");
            Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        }
    }

    [Fact]
    public async Task An_event_of_another_hub_or_of_nobody_is_refused()
    {
        using var otherHub = await new UpstreamEvents(chat.Stack) { Hub = "other" }.PostAsync("connect", "ann", "{}");
        Assert.Equal(HttpStatusCode.Unauthorized, otherHub.StatusCode);

        using var nobody = await new UpstreamEvents(chat.Stack) { Headers = { ["ce-userId"] = null } }.PostAsync("connect", "", "{}");
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        Assert.Equal("ce-userId", (string)(await UpstreamEvents.FrameOf(nobody))["error"]!["field"]!);
    }

    [Fact]
    public async Task A_message_of_another_hub_is_refused_and_changes_nothing()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);

        using var response = await new UpstreamEvents(chat.Stack) { Hub = "other" }
            .MessageAsync(ann.UserId, new { channelId, clientId = "1", after = 0, text = "hi" });

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(await ann.ReadEntriesAsync(channelId));
    }

    [Theory]
    [InlineData("connect")]
    [InlineData("connected")]
    [InlineData("disconnected")]
    public async Task A_clients_event_named_like_one_of_the_services_own_is_unknown(string name)
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await using var socket = await ann.ConnectAsync();
        await ann.CreateDirectAsync(bob.UserId);
        chat.Stack.WebPubSub.Requests.Clear();

        await socket.SendEventAsync(name, "{}");

        Assert.Equal("unknown_event", (string)(await socket.NextAsync("error"))["error"]!["code"]!);
        Assert.Empty(chat.Stack.WebPubSub.Requests.Snapshot());
        Assert.True(socket.IsOpen);
    }

    [Fact]
    public async Task An_unknown_event_is_answered_and_the_connection_kept()
    {
        await using var socket = await chat.Invite("ann").ConnectAsync();

        await socket.SendEventAsync("dance", "{}");

        Assert.Equal("unknown_event", (string)(await socket.NextAsync("error"))["error"]!["code"]!);
        Assert.True(socket.IsOpen);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("HOST_AND_PORT", "HOST_AND_PORT")]
    [InlineData("evil.example, 127.0.0.1", "127.0.0.1")]
    [InlineData("evil.example", null)]
    [InlineData("", null)]
    public async Task Only_our_Web_PubSub_may_deliver_events(string origin, string? allowed)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Options, new Uri(chat.Stack.Functions.Address, "api/events/validate"));
        request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", Real(origin));

        using var response = await client.SendAsync(request);

        if (allowed is null)
        {
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!;
            Assert.Equal("WebHook-Request-Origin", (string)error["field"]!);
        }
        else
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal([Real(allowed)], response.Headers.GetValues("WebHook-Allowed-Origin"));
        }

        string Real(string text) => text.Replace("HOST_AND_PORT", chat.Stack.WebPubSub.Endpoint.Authority, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_endpoints_may_deliver_events()
    {
        await using var stack = await Local.LocalStack.StartAsync(new Local.LocalStackOptions
        {
            FunctionsArguments =
            [
                "--WebPubSub:Endpoints:1:Endpoint=https://second.example",
                "--WebPubSub:Endpoints:1:Key=a key of the second one, long enough to sign",
            ],
        });
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri(stack.Functions.Address, "api/events/validate"));
        request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", "second.example, 127.0.0.1, third.example");

        using var response = await client.SendAsync(request);

        Assert.Equal(["second.example", "127.0.0.1"], response.Headers.GetValues("WebHook-Allowed-Origin"));
    }
}
