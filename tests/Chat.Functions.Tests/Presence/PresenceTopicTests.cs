using System.Text.Json.Nodes;
using System.Threading.Channels;
using Chat.Functions.Presence;
using Chat.Local.Emulation;
using Chat.Local.EventGrid;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chat.Functions.Tests.Presence;

/// <summary>Changes of presence on the Event Grid topic.</summary>
public sealed class PresenceTopicTests(PresenceFixture chat) : IClassFixture<PresenceFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_change_is_an_event_with_an_id_of_its_own()
    {
        await using var events = await Subscriber.StartAsync();
        chat.Stack.EventGrid.Subscribe(new EventSubscription("presence", events.Address) { IncludedEventTypes = [PresenceTopic.EventType] });
        var bob = chat.Invite("bob");

        await (await bob.ConnectAsync()).DisposeAsync();
        var (online, offline) = (await events.NextAsync(bob.UserId), await events.NextAsync(bob.UserId));

        Assert.Equal(
            ($"{bob.UserId}:1", $"users/{bob.UserId}", "online"), ((string)online["id"]!, (string)online["subject"]!, (string)online["data"]!["state"]!));
        Assert.Equal(
            ($"{bob.UserId}:2", PresenceTopic.EventType, "offline"), ((string)offline["id"]!, (string)offline["type"]!, (string)offline["data"]!["state"]!));
        Assert.NotNull(offline["data"]!["lastSeenAt"]);
    }

    [Fact]
    public async Task A_topic_that_fails_is_told_later_and_keeps_nobody_waiting()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await ann.BefriendAsync(bob);
        await using var watcher = await ann.ConnectAsync();
        await chat.Stack.EventGrid.Requests.UntilAsync("publish").WaitAsync(Patience);
        var release = new TaskCompletionSource();
        chat.Stack.EventGrid.Faults.Next("publish", new Fault.Hold(release.Task));

        await using var socket = await bob.ConnectAsync();
        Assert.Equal("online", await watcher.NextStateAsync(bob.UserId));
        Assert.True(await socket.AskEventAsync("heartbeat", """{"idle":true}"""));
        Assert.Equal("away", await watcher.NextStateAsync(bob.UserId));

        var published = chat.Stack.EventGrid.Requests.Count("publish");
        release.SetResult();
        await chat.Stack.EventGrid.Requests.UntilAsync("publish", published + 1).WaitAsync(Patience);
        Assert.Empty((await chat.UntilAsync(bob.UserId, _ => true)).Untold);
    }

    /// <summary>Somebody else's webhook.</summary>
    private sealed class Subscriber(WebApplication app, Channel<JsonObject> events) : IAsyncDisposable
    {
        public Uri Address => new(app.Urls.Single());

        public static async Task<Subscriber> StartAsync()
        {
            var events = Channel.CreateUnbounded<JsonObject>();
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            app.Run(async context =>
            {
                context.Response.Headers["WebHook-Allowed-Origin"] = "*";
                if (context.Request.Method == HttpMethods.Post)
                {
                    foreach (var body in Items(await JsonNode.ParseAsync(context.Request.Body)))
                    {
                        events.Writer.TryWrite(body);
                    }
                }
            });
            await app.StartAsync();
            return new Subscriber(app, events);
        }

        public async Task<JsonObject> NextAsync(string userId)
        {
            using var patience = new CancellationTokenSource(Patience);
            while (true)
            {
                var next = await events.Reader.ReadAsync(patience.Token);
                if ((string?)next["subject"] == $"users/{userId}")
                {
                    return next;
                }
            }
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private static IEnumerable<JsonObject> Items(JsonNode? body) =>
            body is JsonArray array ? array.Select(item => item!.AsObject()) : [body!.AsObject()];
    }
}
