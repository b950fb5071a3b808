using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Chat.Local.Tests.Identity;

public sealed class SignInTests
{
    [Fact]
    public async Task The_page_offers_Ann_Bob_and_Eve_and_a_field_for_somebody_else()
    {
        await using var running = await RunningProvider.StartAsync();

        using var page = await running.AskAsync(RunningProvider.Request());

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var html = await RunningProvider.TextOf(page);
        Assert.All(
            ["Ann", "Bob", "Eve"], name => Assert.Contains($"Continue as {name}", html, StringComparison.Ordinal));
        Assert.Contains("<input id=\"name\" name=\"name\"", html, StringComparison.Ordinal);
        Assert.Equal("no-store", page.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task The_page_cannot_be_made_to_show_markup()
    {
        await using var running = await RunningProvider.StartAsync();

        using var page = await running.AskAsync(RunningProvider.Request(("state", "\"><script>alert(1)</script>")));

        Assert.DoesNotContain("<script", await RunningProvider.TextOf(page), StringComparison.OrdinalIgnoreCase);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self' http://127.0.0.1:4280", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_sends_the_browser_back_with_a_code_and_the_client_s_state()
    {
        await using var running = await RunningProvider.StartAsync();

        using var answer = await running.ContinueAsAsync("Ann");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.StartsWith(
            RunningProvider.Redirect + "?", answer.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal("st/ate&1", RunningProvider.QueryOf(answer)["state"]);
    }

    [Fact]
    public async Task A_code_is_changed_into_tokens_that_say_who_signed_in()
    {
        await using var running = await RunningProvider.StartAsync();

        var (status, body) = await running.RedeemAsync(await running.CodeForAsync("Ann"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Bearer", body.GetProperty("token_type").GetString());
        Assert.Equal(3600, body.GetProperty("expires_in").GetInt32());
        var access = new JsonWebToken(body.GetProperty("access_token").GetString());
        Assert.Equal("RS256", access.Alg);
        Assert.Equal(running.Provider.Issuer, access.Issuer);
        Assert.Equal(("ann", "Ann"), (access.Subject, access.GetClaim("name").Value));
        Assert.Equal(["chat"], access.Audiences);
        Assert.Equal(running.Time.GetUtcNow().UtcDateTime.AddHours(1), access.ValidTo);
        var identity = new JsonWebToken(body.GetProperty("id_token").GetString());
        Assert.Equal(["chat-web"], identity.Audiences);
        Assert.Equal(("ann", "n0nce"), (identity.Subject, identity.GetClaim("nonce").Value));
    }

    [Fact]
    public async Task A_refresh_token_comes_only_with_offline_access()
    {
        await using var running = await RunningProvider.StartAsync();

        var (_, with) = await running.RedeemAsync(await running.CodeForAsync("Ann"));
        var (_, without) = await running.RedeemAsync(await running.CodeForAsync("Ann", ("scope", "openid")));

        Assert.True(with.TryGetProperty("refresh_token", out _));
        Assert.False(without.TryGetProperty("refresh_token", out _));
    }

    [Fact]
    public async Task Each_sign_in_asks_again()
    {
        await using var running = await RunningProvider.StartAsync();

        using var answer = await running.ContinueAsAsync("Ann");
        using var silent = await running.AskAsync(RunningProvider.Request(("prompt", "none")));

        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal("login_required", RunningProvider.QueryOf(silent)["error"]);
    }

    [Theory]
    [InlineData("Ann", "ann")]
    [InlineData("  Ann Lee ", "ann-lee")]
    [InlineData("D'Artagnan 3", "d-artagnan-3-1682f84d")]
    public async Task The_user_id_is_made_of_the_name(string name, string userId)
    {
        await using var running = await RunningProvider.StartAsync();

        Assert.Equal(userId, await SubjectOf(running, name));
    }

    [Theory]
    [InlineData("Zoë", "Zoé")]
    [InlineData("Аня", "Оля")]
    [InlineData(
        "a very long name that goes on and on and on and on, the first",
        "a very long name that goes on and on and on and on, the second")]
    public async Task Names_that_differ_only_in_what_a_user_id_cannot_hold_are_still_two_users(string one, string other)
    {
        await using var running = await RunningProvider.StartAsync();

        var (first, second) = (await SubjectOf(running, one), await SubjectOf(running, other));

        Assert.NotEqual(first, second);
        Assert.Equal(first, await SubjectOf(running, one));
        Assert.All([first, second], subject => Assert.Matches("^[a-z0-9-]{1,64}$", subject));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\nb")]
    public async Task A_name_that_is_none_is_asked_for_again(string name)
    {
        await using var running = await RunningProvider.StartAsync();

        using var answer = await running.ContinueAsAsync(name);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Please give a name", await RunningProvider.TextOf(answer), StringComparison.Ordinal);
    }

    private static async Task<string> SubjectOf(RunningProvider running, string name)
    {
        var (_, body) = await running.RedeemAsync(await running.CodeForAsync(name));
        return new JsonWebToken(body.GetProperty("access_token").GetString()).Subject;
    }
}
