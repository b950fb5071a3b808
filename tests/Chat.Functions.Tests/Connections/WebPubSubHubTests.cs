using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Chat.Functions.Connections;
using Chat.Local;
using Chat.Local.WebPubSub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Tests.Connections;

public sealed class WebPubSubHubTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private WebPubSubHub Hub => chat.Stack.Functions.Host.Services.GetRequiredService<WebPubSubHub>();

    [Fact]
    public async Task A_frame_to_a_user_or_a_connection_reaches_just_them()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await using var phone = await ann.ConnectAsync();
        await using var laptop = await ann.ConnectAsync();
        await using var other = await bob.ConnectAsync();

        await Hub.SendToConnectionAsync(phone.ConnectionId, new { Type = "one" }, CancellationToken.None);
        await Hub.SendToUserAsync(ann.UserId, new { Type = "both" }, CancellationToken.None);
        await Hub.SendToUserAsync(bob.UserId, new { Type = "last" }, CancellationToken.None);

        Assert.Equal("one", Type(await phone.NextAsync(_ => true)));
        Assert.Equal("both", Type(await phone.NextAsync(_ => true)));
        Assert.Equal("both", Type(await laptop.NextAsync(_ => true)));
        Assert.Equal("last", Type(await other.NextAsync(_ => true)));
    }

    [Fact]
    public async Task Groups_are_joined_and_left_by_user_and_by_connection()
    {
        var ann = chat.Invite("ann");
        await using var socket = await ann.ConnectAsync();

        Assert.True(await Hub.AddUserToGroupAsync(ann.UserId, "g 1", CancellationToken.None));
        Assert.True(await Hub.AddConnectionToGroupAsync(socket.ConnectionId, "g:2", CancellationToken.None));
        Assert.Equal(["g 1", "g:2"], chat.Stack.WebPubSub.GroupsOf("chat", socket.ConnectionId).Order());
        await Hub.RemoveUserFromGroupAsync(ann.UserId, "g 1", CancellationToken.None);
        await Hub.RemoveConnectionFromGroupAsync(socket.ConnectionId, "g:2", CancellationToken.None);
        Assert.Empty(chat.Stack.WebPubSub.GroupsOf("chat", socket.ConnectionId));

        Assert.False(await Hub.AddUserToGroupAsync("nobody", "g", CancellationToken.None));
        Assert.False(await Hub.AddConnectionToGroupAsync("none", "g", CancellationToken.None));
    }

    [Fact]
    public async Task A_connection_is_there_until_it_is_closed()
    {
        var ann = chat.Invite("ann");
        await using var socket = await ann.ConnectAsync();
        Assert.True(await Hub.ConnectionExistsAsync(socket.ConnectionId, CancellationToken.None));
        Assert.True(await Hub.UserExistsAsync(ann.UserId, CancellationToken.None));

        await Hub.CloseConnectionAsync(socket.ConnectionId, "over & out", CancellationToken.None);

        await Assert.ThrowsAsync<InvalidOperationException>(() => socket.NextAsync(_ => false));
        Assert.False(await Hub.ConnectionExistsAsync(socket.ConnectionId, CancellationToken.None));
        Assert.False(await Hub.UserExistsAsync(ann.UserId, CancellationToken.None));
    }

    [Fact]
    public async Task Two_people_at_two_endpoints_chat_together()
    {
        const string Key = "a key of the second resource, long enough to sign with";
        await using var second = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { AccessKey = Key });
        await using var stack = await LocalStack.StartAsync(new LocalStackOptions
        {
            FunctionsArguments =
            [
                "--WebPubSub:Endpoints:0:Region=west", "--WebPubSub:Endpoints:1:Region=east",
                $"--WebPubSub:Endpoints:1:Endpoint={second.Endpoint}", $"--WebPubSub:Endpoints:1:Key={Key}",
            ],
        });
        second.ConfigureHub("chat", new EventHandlerSettings($"{stack.Functions.Address}api/events/{{event}}"));
        using var ann = new Person(stack, "ann");
        using var bob = new Person(stack, "bob");
        var channelId = await ann.CreateDirectAsync("bob");
        await using var west = await ann.ConnectAsync("west");
        await using var east = await ChatSocket.OpenAsync(await bob.AddressAsync("east"));
        Assert.Single(second.ConnectionsOf("chat", "bob"));

        await west.SendMessageAsync(channelId, "from the west");
        await east.SendMessageAsync(channelId, "from the east", after: 1);

        foreach (var socket in new[] { west, east })
        {
            Assert.Equal("from the west", (string)(await socket.NextEntryAsync())["text"]!);
            Assert.Equal("from the east", (string)(await socket.NextEntryAsync())["text"]!);
        }
    }

    [Fact]
    public async Task An_identity_signs_in_and_has_the_service_make_the_token()
    {
        var service = new RecordedService();
        var endpoint = new WebPubSubSettings.EndpointSettings
        {
            Endpoint = new Uri("https://chat.example"), Key = "only for events", UseIdentity = true,
        };
        var hub = new WebPubSubHub(
            Options.Create(new WebPubSubSettings { Endpoints = [endpoint] }),
            new FixedCredential(),
            new HttpClientTransport(service),
            TimeProvider.System);

        var url = await hub.ClientUriAsync(0, "ann", TimeSpan.FromMinutes(60), CancellationToken.None);
        await hub.SendToGroupAsync("c:1", "{\"type\":\"entries\"}"u8.ToArray(), CancellationToken.None);

        Assert.Equal("wss://chat.example/client/hubs/chat?access_token=made.by.service", url.AbsoluteUri);
        Assert.Equal(
            [
                "POST /api/hubs/chat/:generateToken?userId=ann&minutesToExpire=60&api-version=2024-12-01",
                "POST /api/hubs/chat/groups/c%3A1/:send?api-version=2024-12-01",
            ],
            service.Requests);
        Assert.All(service.Authorizations, header => Assert.Equal("Bearer https://webpubsub.azure.com/.default", header));
    }

    private static string Type(JsonObject frame) => (string)frame["type"]!;

    private sealed class RecordedService : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        public List<string?> Authorizations { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
            Authorizations.Add(request.Headers.Authorization?.ToString());
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent("""{"token":"made.by.service"}""", Encoding.UTF8, "application/json"),
            });
        }
    }

    /// <summary>A token that is its own scope, so that a request shows what it was asked for.</summary>
    private sealed class FixedCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(requestContext.Scopes[0], DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
