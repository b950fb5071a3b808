using System.Net;
using System.Text.Json.Nodes;
using Chat.Local;

namespace Chat.Functions.Tests.Channels;

/// <summary>A chat whose clock a test moves.</summary>
public sealed class ShiftedTimeFixture : ChatFixture
{
    public ShiftedTime Time { get; } = new();

    protected override LocalStackOptions Options => new()
    {
        ConfigureFunctions = services => services.Add(
            new Microsoft.Extensions.DependencyInjection.ServiceDescriptor(typeof(TimeProvider), Time)),
    };
}

public sealed class InviteTests(ShiftedTimeFixture chat) : IClassFixture<ShiftedTimeFixture>
{
    [Fact]
    public async Task Who_has_the_token_joins_once_and_the_same_request_makes_one_invite()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team");
        await using var socket = await bob.ConnectAsync();

        var invite = await InviteAsync(ann, channelId, new { clientId = "1", uses = 2 });
        var same = await InviteAsync(ann, channelId, new { clientId = "1", uses = 2 });
        var channel = await JoinAsync(bob, invite);
        var again = await JoinAsync(bob, invite);

        Assert.Equal(invite.ToJsonString(), same.ToJsonString());
        Assert.Equal((channelId, channel.ToJsonString()), ((string)channel["channelId"]!, again.ToJsonString()));
        Assert.Equal("join", (string)(await socket.NextEntryAsync())["kind"]!);
        var listed = (await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/invites"))["invites"]!.AsArray().Single()!;
        Assert.Equal(((string)invite["token"]!, 1), ((string)listed["token"]!, (int)listed["usesLeft"]!));
    }

    [Fact]
    public async Task One_of_two_joins_by_the_last_use()
    {
        var (ann, bob, cas) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("cas"));
        var channelId = await ann.CreateGroupAsync("Team");
        var token = (string)(await InviteAsync(ann, channelId, new { clientId = "1", uses = 1 }))["token"]!;

        var answers = await Task.WhenAll(new[] { bob, cas }.Select(person => person.TryAsync(HttpMethod.Post, $"invites/{token}")));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.NotFound], answers.Select(answer => answer.Status).Order());
        Assert.Equal(2, (await ann.MembersAsync(channelId)).Count);
        Assert.Empty((await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/invites"))["invites"]!.AsArray());
    }

    [Fact]
    public async Task Who_joined_by_the_last_use_gets_the_channel_again_whatever_becomes_of_the_invite()
    {
        var (ann, bob, eve) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("eve"));
        var channelId = await ann.CreateGroupAsync("Team");
        var invite = await InviteAsync(ann, channelId, new { clientId = "1", uses = 1, expiresInSeconds = 60 });
        var channel = await JoinAsync(bob, invite);

        var usedUp = await JoinAsync(bob, invite);
        chat.Time.Advance(TimeSpan.FromSeconds(61));
        var expired = await JoinAsync(bob, invite);
        await ann.AskAsync(HttpMethod.Delete, $"channels/{channelId}/invites/{(string)invite["token"]!}");
        var takenBack = await JoinAsync(bob, invite);

        Assert.All([usedUp, expired, takenBack], again => Assert.Equal(channel.ToJsonString(), again.ToJsonString()));
        await RefusedAsync(eve, (string)invite["token"]!);
        await bob.RemoveMemberAsync(channelId, bob.UserId);
        await RefusedAsync(bob, (string)invite["token"]!);
    }

    [Fact]
    public async Task An_invite_that_expired_was_taken_back_or_is_wrong_admits_nobody()
    {
        var (ann, eve) = (chat.Invite("ann"), chat.Invite("eve"));
        var channelId = await ann.CreateGroupAsync("Team");
        var brief = (string)(await InviteAsync(ann, channelId, new { clientId = "1", expiresInSeconds = 60 }))["token"]!;
        var taken = (string)(await InviteAsync(ann, channelId, new { clientId = "2" }))["token"]!;

        await ann.AskAsync(HttpMethod.Delete, $"channels/{channelId}/invites/{taken}");
        await ann.AskAsync(HttpMethod.Delete, $"channels/{channelId}/invites/{taken}");
        var guessed = brief[..(brief.LastIndexOf('.') + 1)] + taken[(taken.LastIndexOf('.') + 1)..];
        foreach (var token in new[] { taken, guessed, brief[..^1], channelId, "nothing", $"{channelId}.x.y", "nowhere.x.y" })
        {
            await RefusedAsync(eve, token);
        }

        chat.Time.Advance(TimeSpan.FromSeconds(61));
        await RefusedAsync(eve, brief);
        Assert.Single(await ann.MembersAsync(channelId));
    }

    [Fact]
    public async Task A_full_group_takes_nobody_by_an_invite_and_keeps_its_use()
    {
        var (ann, eve) = (chat.Invite("ann"), chat.Invite("eve"));
        var channelId = await ann.CreateGroupAsync("Team");
        var token = (string)(await InviteAsync(ann, channelId, new { clientId = "1", uses = 1 }))["token"]!;
        await chat.AddManyAsync(channelId, 99);

        await eve.RefusedAsync(HttpStatusCode.Conflict, "conflict", "members", HttpMethod.Post, $"invites/{token}");
        await ann.RemoveMemberAsync(channelId, "extra00000");

        await eve.AskAsync(HttpMethod.Post, $"invites/{token}");
    }

    [Fact]
    public async Task Only_who_may_add_members_makes_sees_and_takes_back_invites()
    {
        var (ann, bob, eve) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("eve"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        var (other, direct) = (await ann.CreateGroupAsync("Other"), await ann.CreateDirectAsync(bob.UserId));
        var token = (string)(await InviteAsync(ann, channelId, new { clientId = "1" }))["token"]!;
        var invites = $"channels/{channelId}/invites";

        foreach (var (method, path, body) in new[]
        {
            (HttpMethod.Post, invites, new { clientId = "1" }), (HttpMethod.Get, invites, null), (HttpMethod.Delete, $"{invites}/{token}", null),
        })
        {
            await bob.RefusedAsync(HttpStatusCode.Forbidden, "forbidden", "channelId", method, path, body);
            await eve.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", method, path, body);
        }

        await ann.RefusedAsync(
            HttpStatusCode.Forbidden, "forbidden", "channelId", HttpMethod.Post, $"channels/{direct}/invites", new { clientId = "1" });
        await ann.RefusedAsync(HttpStatusCode.NotFound, "not_found", "token", HttpMethod.Delete, $"channels/{other}/invites/{token}");
        await JoinAsync(eve, await InviteAsync(ann, channelId, new { clientId = "1" }));
    }

    [Theory]
    [InlineData("clientId", """{}""")]
    [InlineData("uses", """{"clientId":"1","uses":0}""")]
    [InlineData("uses", """{"clientId":"1","uses":10001}""")]
    [InlineData("expiresInSeconds", """{"clientId":"1","expiresInSeconds":0}""")]
    [InlineData("expiresInSeconds", """{"clientId":"1","expiresInSeconds":2592001}""")]
    [InlineData("days", """{"clientId":"1","days":1}""")]
    public async Task A_bad_request_names_its_field(string field, string body)
    {
        var ann = chat.Invite("ann");
        var channelId = await ann.CreateGroupAsync("Team");

        await ann.RefusedAsync(
            HttpStatusCode.BadRequest, "invalid_request", field, HttpMethod.Post, $"channels/{channelId}/invites", JsonNode.Parse(body));
    }

    private static Task<JsonObject> InviteAsync(Person who, string channelId, object body) =>
        who.AskAsync(HttpMethod.Post, $"channels/{channelId}/invites", body);

    private static Task<JsonObject> JoinAsync(Person who, JsonObject invite) =>
        who.AskAsync(HttpMethod.Post, $"invites/{(string)invite["token"]!}");

    private static Task RefusedAsync(Person who, string token) =>
        who.RefusedAsync(HttpStatusCode.NotFound, "not_found", "token", HttpMethod.Post, $"invites/{token}");
}
