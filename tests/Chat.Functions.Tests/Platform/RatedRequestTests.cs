using System.Net;
using System.Text.Json.Nodes;
using Chat.Functions.Platform;
using Chat.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Chat.Functions.Tests.Platform;

/// <summary>A chat in which rates are low, and counted by a clock that a test moves.</summary>
public sealed class RatedFixture : ChatFixture
{
    public FakeTimeProvider Time { get; } = new();

    protected override LocalStackOptions Options => new()
    {
        FunctionsArguments =
        [
            "--Chat:Rates:SendsPerSecond=1", "--Chat:Rates:SendBurst=2", "--Chat:Rates:CreationsPerHour=2", "--Chat:Rates:InvitationsPerHour=2",
            "--Chat:Rates:AdditionsPerHour=2",
        ],
        ConfigureFunctions = services => services.AddSingleton(
            provider => new RateLimits(provider.GetRequiredService<IOptions<ChatLimits>>(), Time)),
    };
}

/// <summary>Who does something too often is told for how long to wait.</summary>
public sealed class RatedRequestTests(RatedFixture chat) : IClassFixture<RatedFixture>
{
    [Fact]
    public async Task A_send_over_the_rate_asks_nothing_of_the_database_and_passes_later()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await ann.ConnectAsync();
        await using var bobSocket = await bob.ConnectAsync();
        await socket.SendMessageAsync(channelId, "one");
        await socket.SendMessageAsync(channelId, "two", after: 1);

        JsonObject? refused = null;
        var cost = await DatabaseCost.OfAsync(
            chat.Stack, async () => refused = await socket.SendMessageAsync(channelId, "three", clientId: "3", after: 2));

        Assert.Equal(new DatabaseCost(0, 0, 0), cost);
        Assert.Equal(("error", channelId, "3"), ((string)refused!["type"]!, (string)refused["channelId"]!, (string)refused["clientId"]!));
        Assert.Equal(("overloaded", 1_000), ((string)refused["error"]!["code"]!, (int)refused["error"]!["retryAfterMs"]!));
        Assert.Equal("sent", (string)(await bobSocket.SendMessageAsync(channelId, "bob may", after: 2))["type"]!);
        chat.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("sent", (string)(await socket.SendMessageAsync(channelId, "three", clientId: "3", after: 2))["type"]!);
    }

    [Fact]
    public async Task Creations_are_counted_and_what_is_found_again_is_not()
    {
        var (ann, bob, eve) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("eve"));
        for (var i = 0; i < 4; i++)
        {
            await ann.CreateDirectAsync(bob.UserId);
        }

        await ann.CreateGroupAsync("Team");
        await RefusedAsync(
            ann, HttpMethod.Post, "channels", new { kind = "direct", members = new[] { eve.UserId } }, retryAfterSeconds: 1_800);
        await bob.CreateDirectAsync(eve.UserId);
        chat.Time.Advance(TimeSpan.FromMinutes(30));
        await ann.CreateDirectAsync(eve.UserId);
    }

    [Fact]
    public async Task Contact_requests_are_counted()
    {
        var ann = chat.Invite("ann");
        var others = new List<Person>();
        for (var i = 0; i < 3; i++)
        {
            others.Add(chat.Invite("bob"));
            await others[i].AskAsync(HttpMethod.Post, "negotiate");
        }

        await ann.AskAsync(HttpMethod.Put, $"me/contacts/{others[0].UserId}");
        await ann.AskAsync(HttpMethod.Put, $"me/contacts/{others[1].UserId}");
        await RefusedAsync(ann, HttpMethod.Put, $"me/contacts/{others[2].UserId}", null, retryAfterSeconds: 1_800);
        await ann.AskAsync(HttpMethod.Delete, $"me/contacts/{others[1].UserId}");
        await ann.AskAsync(HttpMethod.Put, $"me/blocks/{others[2].UserId}");
        chat.Time.Advance(TimeSpan.FromMinutes(30));
        await ann.AskAsync(HttpMethod.Put, $"me/contacts/{others[1].UserId}");
    }

    [Fact]
    public async Task Additions_are_counted_and_roles_and_repeats_are_not()
    {
        var (ann, bob, cas, eve) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("cas"), chat.Invite("eve"));
        var channelId = await ann.CreateGroupAsync("Team");
        await ann.PutMemberAsync(channelId, bob.UserId);
        await ann.PutMemberAsync(channelId, bob.UserId);
        await ann.PutMemberAsync(channelId, bob.UserId, "moderator");
        await ann.PutMemberAsync(channelId, cas.UserId);

        await RefusedAsync(ann, HttpMethod.Put, $"channels/{channelId}/members/{eve.UserId}", new { }, retryAfterSeconds: 1_800);

        Assert.Equal(3, (await ann.MembersAsync(channelId)).Count);
        await ann.PutMemberAsync(channelId, cas.UserId, "readonly");
        chat.Time.Advance(TimeSpan.FromMinutes(30));
        await ann.PutMemberAsync(channelId, eve.UserId);
    }

    private static async Task RefusedAsync(Person person, HttpMethod method, string path, object? body, int retryAfterSeconds)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : System.Net.Http.Json.JsonContent.Create(body);
        using var response = await person.Api.SendAsync(request);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!;
        Assert.Equal((HttpStatusCode.TooManyRequests, "overloaded"), (response.StatusCode, (string)error["code"]!));
        Assert.Equal(retryAfterSeconds * 1_000, (int)error["retryAfterMs"]!);
        Assert.Equal(TimeSpan.FromSeconds(retryAfterSeconds), response.Headers.RetryAfter!.Delta);
    }
}
