using System.Net;
using System.Net.Http.Headers;
using Chat.Local.Identity;

namespace Chat.Functions.Tests.Connections;

public sealed class NegotiateTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task Ann_is_told_who_she_is_and_where_to_connect()
    {
        var ann = chat.Invite("ann");

        var answer = await ann.AskAsync(HttpMethod.Post, "negotiate");

        Assert.Equal(ann.UserId, (string)answer["userId"]!);
        Assert.Equal(char.ToUpperInvariant(ann.UserId[0]) + ann.UserId[1..], (string)answer["displayName"]!);
        Assert.Equal(5_000, (int)answer["reconnectWindowMs"]!);
        Assert.Equal(16_384, (int)answer["limits"]!["messageCharacters"]!);
        await using var socket = await ChatSocket.OpenAsync(new Uri((string)answer["url"]!));
        Assert.True(socket.IsOpen);
    }

    [Fact]
    public async Task Who_has_signed_in_can_be_looked_up_by_name()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await bob.RefusedAsync(HttpStatusCode.NotFound, "not_found", "userId", HttpMethod.Get, $"users/{ann.UserId}");

        await ann.AskAsync(HttpMethod.Post, "negotiate");
        await ann.AskAsync(HttpMethod.Post, "negotiate");

        var answer = await bob.AskAsync(HttpMethod.Get, $"users/{ann.UserId}");
        Assert.Equal(["userId", "displayName"], answer.Select(member => member.Key));
        Assert.Equal("Ann", ((string)answer["displayName"]!)[..3]);
    }

    [Fact]
    public async Task A_token_for_the_socket_is_for_our_hub_only()
    {
        var url = (string)(await chat.Invite("ann").AskAsync(HttpMethod.Post, "negotiate"))["url"]!;
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(
            () => ChatSocket.OpenAsync(new Uri(url.Replace("/hubs/chat", "/hubs/other", StringComparison.Ordinal))));
    }

    public static TheoryData<string> RefusedTokens => ["none", "garbage", "expired", "not yet", "audience", "issuer", "signature"];

    [Theory]
    [MemberData(nameof(RefusedTokens))]
    public async Task A_token_that_proves_nothing_is_refused(string kind)
    {
        var ann = chat.Invite("ann");
        var token = kind switch
        {
            "none" => null,
            "garbage" => "a.b.c",
            "expired" => Issue(AccessTokenTerms.Expired(TimeSpan.FromMinutes(2))),
            "not yet" => Issue(new AccessTokenTerms { StartsIn = TimeSpan.FromMinutes(2) }),
            "audience" => Issue(new AccessTokenTerms { Audience = "another" }),
            "issuer" => Issue(new AccessTokenTerms { Issuer = "http://127.0.0.1:1" }),
            _ => Issue(new AccessTokenTerms { SignedBy = SigningKey.Create() }),
        };
        ann.Api.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);

        foreach (var (method, path) in Guarded)
        {
            await ann.RefusedAsync(HttpStatusCode.Unauthorized, "unauthenticated", "Authorization", method, path);
        }

        string Issue(AccessTokenTerms terms) => chat.Stack.Identity.IssueAccessToken(ann.UserId, "Ann", terms);
    }

    [Fact]
    public async Task A_server_without_its_sign_in_says_so_and_not_that_the_token_is_wrong()
    {
        await using var other = await Local.LocalStack.StartAsync(new Local.LocalStackOptions
        {
            FunctionsArguments = ["--Auth:Authority=http://127.0.0.1:1"],
        });
        using var ann = new Person(other, "ann");
        await ann.RefusedAsync(HttpStatusCode.ServiceUnavailable, "unavailable", null, HttpMethod.Post, "negotiate");
    }

    private static IEnumerable<(HttpMethod, string)> Guarded =>
    [
        (HttpMethod.Post, "negotiate"), (HttpMethod.Get, "me/channels"), (HttpMethod.Post, "channels"),
        (HttpMethod.Get, "channels/x"), (HttpMethod.Get, "channels/x/entries"), (HttpMethod.Get, "users/ann"),
        (HttpMethod.Get, "users?query=a"), (HttpMethod.Get, "me"), (HttpMethod.Patch, "me"), (HttpMethod.Get, "me/contacts"),
        (HttpMethod.Put, "me/contacts/bob"), (HttpMethod.Delete, "me/contacts/bob"), (HttpMethod.Put, "me/blocks/bob"),
        (HttpMethod.Delete, "me/blocks/bob"),
    ];
}
