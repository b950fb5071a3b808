using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Chat.Local.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Chat.Local.Tests.Identity;

public sealed class DiscoveryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Discovery_names_the_issuer_by_its_address_and_leads_to_its_endpoints()
    {
        await using var running = await RunningProvider.StartAsync();

        var document = await running.Browser.GetFromJsonAsync<JsonElement>("/.well-known/openid-configuration", Cancel);

        Assert.Equal(running.Provider.Issuer, document.GetProperty("issuer").GetString());
        var issuer = running.Provider.Issuer;
        Assert.Equal(issuer + "/authorize", document.GetProperty("authorization_endpoint").GetString());
        Assert.Equal(issuer + "/token", document.GetProperty("token_endpoint").GetString());
        Assert.Equal(issuer + "/logout", document.GetProperty("end_session_endpoint").GetString());
    }

    [Fact]
    public async Task The_published_key_verifies_an_access_token_and_holds_nothing_private()
    {
        await using var running = await RunningProvider.StartAsync();

        var published = await running.Browser.GetStringAsync("/jwks", Cancel);
        var verified = await new JsonWebTokenHandler().ValidateTokenAsync(
            running.Provider.IssueAccessToken("ann"), Rules(running, published));

        Assert.True(verified.IsValid);
        Assert.DoesNotContain("\"d\"", published, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_a_stranger_signed_is_not_verified_by_the_published_key()
    {
        await using var running = await RunningProvider.StartAsync();

        var forged = running.Provider.IssueAccessToken("ann", terms: new() { SignedBy = SigningKey.Create() });
        var published = await running.Browser.GetStringAsync("/jwks", Cancel);

        Assert.False((await new JsonWebTokenHandler().ValidateTokenAsync(forged, Rules(running, published))).IsValid);
    }

    [Fact]
    public async Task User_info_tells_the_bearer_of_a_valid_access_token_who_they_are()
    {
        await using var running = await RunningProvider.StartAsync();

        var (status, body) = await UserInfoAsync(running, running.Provider.IssueAccessToken("ann", "Ann"));

        Assert.Equal(HttpStatusCode.OK, status);
        var info = JsonElement.Parse(body);
        Assert.Equal(("ann", "Ann"), (info.GetProperty("sub").GetString(), info.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task User_info_refuses_an_expired_forged_or_missing_token()
    {
        await using var running = await RunningProvider.StartAsync();
        string?[] tokens =
        [
            null,
            "made-up",
            running.Provider.IssueAccessToken("ann", terms: AccessTokenTerms.Expired(TimeSpan.FromSeconds(1))),
            running.Provider.IssueAccessToken("ann", terms: new() { StartsIn = TimeSpan.FromMinutes(1) }),
            running.Provider.IssueAccessToken("ann", terms: new() { Audience = "another" }),
            running.Provider.IssueAccessToken("ann", terms: new() { Issuer = "http://127.0.0.1:1" }),
            running.Provider.IssueAccessToken("ann", terms: new() { SignedBy = SigningKey.Create() }),
        ];

        foreach (var token in tokens)
        {
            Assert.Equal((HttpStatusCode.Unauthorized, ""), await UserInfoAsync(running, token));
        }
    }

    [Theory]
    [InlineData("http://127.0.0.1:4280", true)]
    [InlineData("http://localhost:5173", true)]
    [InlineData("https://chat.example", false)]
    [InlineData("http://127.0.0.1.example", false)]
    [InlineData("null", false)]
    public async Task Only_pages_of_this_machine_may_call_by_script(string origin, bool allowed)
    {
        await using var running = await RunningProvider.StartAsync();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/token");
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        using var discovery = new HttpRequestMessage(HttpMethod.Get, "/.well-known/openid-configuration");
        discovery.Headers.Add("Origin", origin);

        foreach (var request in new[] { preflight, discovery })
        {
            using var answer = await running.Browser.SendAsync(request, Cancel);
            Assert.Equal(
                allowed ? [origin] : [],
                answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values : []);
        }
    }

    [Theory]
    [InlineData("?post_logout_redirect_uri=http://127.0.0.1:4280/&state=s", 303, "http://127.0.0.1:4280/?state=s")]
    [InlineData("?post_logout_redirect_uri=https://chat.example/", 400, null)]
    [InlineData("", 200, null)]
    public async Task Signing_out_leads_back_to_pages_of_this_machine_only(string query, int status, string? to)
    {
        await using var running = await RunningProvider.StartAsync();

        using var answer = await running.Browser.GetAsync("/logout" + query, Cancel);

        Assert.Equal((status, to), ((int)answer.StatusCode, answer.Headers.Location?.AbsoluteUri));
    }

    private static TokenValidationParameters Rules(RunningProvider running, string published) => new()
    {
        IssuerSigningKeys = new JsonWebKeySet(published).GetSigningKeys(),
        ValidIssuer = running.Provider.Issuer,
        ValidAudience = "chat",
        ValidateLifetime = false,
    };

    private static async Task<(HttpStatusCode Status, string Body)> UserInfoAsync(
        RunningProvider running, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/userinfo");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await running.Browser.SendAsync(request, Cancel);
        return (answer.StatusCode, await RunningProvider.TextOf(answer));
    }
}
