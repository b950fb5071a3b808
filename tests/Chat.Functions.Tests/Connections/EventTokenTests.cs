using System.Net;
using System.Text;
using Chat.Local;
using Chat.Local.Identity;

namespace Chat.Functions.Tests.Connections;

/// <summary>Web PubSub proves itself by a token of its identity: no access key signs its events.</summary>
public sealed class IdentityFixture : ChatFixture
{
    public const string Audience = "api://chat-events";
    public const string WebPubSub = "web-pubsub";

    protected override LocalStackOptions Options => base.Options with { EventsByIdentity = true };
}

public sealed class EventTokenTests(IdentityFixture chat) : IClassFixture<IdentityFixture>
{
    [Fact]
    public async Task Two_people_chat_although_no_key_signs_an_event()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await ann.ConnectAsync();

        await socket.SendMessageAsync(channelId, "hi");

        Assert.Equal("hi", (string)Assert.Single(await bob.ReadEntriesAsync(channelId))!["text"]!);
    }

    public static TheoryData<string, string> Forgeries => new()
    {
        { "nothing", "brings no token" },
        { "another issuer", "is of another issuer" },
        { "another key", "is not validly signed" },
        { "another audience", "is for another audience" },
        { "a user's token", "is for another audience" },
        { "another caller", "is not one of our Web PubSub resources'" },
        { "expired", "has expired" },
        { "not yet valid", "not yet valid" },
        { "alg none", "is not" },
        { "alg HS256", "is not" },
        { "no token at all", "is malformed" },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task An_event_with_a_forged_token_is_refused_and_changes_nothing(string forgery, string reason)
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        var events = Events(Forge(forgery));

        using var connect = await events.PostAsync("connect", ann.UserId, "{}");
        using var message = await events.MessageAsync(ann.UserId, new { channelId, clientId = "1", after = 0, text = "forged" });

        foreach (var refused in new[] { connect, message })
        {
            var error = (await UpstreamEvents.FrameOf(refused))["error"]!;
            Assert.Equal((HttpStatusCode.Unauthorized, "Authorization"), (refused.StatusCode, (string)error["field"]!));
            Assert.Contains(reason, (string)error["message"]!, StringComparison.Ordinal);
        }

        Assert.Empty(await ann.ReadEntriesAsync(channelId));
    }

    [Fact]
    public async Task A_token_of_our_resource_is_taken_and_its_signature_does_not_matter()
    {
        using var connect = await new UpstreamEvents(chat.Stack)
        {
            Headers = { ["Authorization"] = $"Bearer {Token(IdentityFixture.WebPubSub)}", ["ce-signature"] = null },
        }.PostAsync("connect", "ann", "{}");

        Assert.Equal(HttpStatusCode.OK, connect.StatusCode);
    }

    [Fact]
    public async Task The_question_whether_events_are_wanted_needs_no_token()
    {
        using var http = new HttpClient();
        using var question = new HttpRequestMessage(HttpMethod.Options, new Uri(chat.Stack.Functions.Address, "api/events/validate"));
        question.Headers.Add("WebHook-Request-Origin", chat.Stack.WebPubSub.Endpoint.Host);

        using var answer = await http.SendAsync(question);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal([chat.Stack.WebPubSub.Endpoint.Host], answer.Headers.GetValues("WebHook-Allowed-Origin"));
    }

    [Fact]
    public async Task A_web_pub_subs_token_is_no_sign_in()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(chat.Stack.Functions.Address, "api/me"));
        request.Headers.Add("Authorization", $"Bearer {Token(IdentityFixture.WebPubSub)}");

        using var answer = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private UpstreamEvents Events(string? token) =>
        new(chat.Stack) { Headers = { ["Authorization"] = token is null ? null : $"Bearer {token}" } };

    private string Token(string caller, AccessTokenTerms? terms = null) => chat.Stack.Identity.IssueAccessToken(
        caller, terms: terms ?? new AccessTokenTerms { Audience = IdentityFixture.Audience });

    private string? Forge(string forgery)
    {
        var terms = new AccessTokenTerms { Audience = IdentityFixture.Audience };
        return forgery switch
        {
            "nothing" => null,
            "another issuer" => Token(IdentityFixture.WebPubSub, terms with { Issuer = "https://sts.windows.net/another/" }),
            "another key" => Token(IdentityFixture.WebPubSub, terms with { SignedBy = SigningKey.Create() }),
            "another audience" => Token(IdentityFixture.WebPubSub, terms with { Audience = "api://another" }),
            "a user's token" => chat.Stack.Identity.IssueAccessToken("eve"),
            "another caller" => Token("eve"),
            "expired" => Token(IdentityFixture.WebPubSub, terms with { StartsIn = TimeSpan.FromHours(-2) }),
            "not yet valid" => Token(IdentityFixture.WebPubSub, terms with { StartsIn = TimeSpan.FromHours(1) }),
            "alg none" => Unsigned("""{"alg":"none","typ":"JWT"}""", ""),
            "alg HS256" => Unsigned("""{"alg":"HS256","typ":"JWT"}""", "c2lnbmF0dXJl"),
            _ => "not-a-token",
        };
    }

    /// <summary>A good token's content under another header.</summary>
    private string Unsigned(string header, string signature) =>
        $"{Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(header))}.{Token(IdentityFixture.WebPubSub).Split('.')[1]}.{signature}";
}
