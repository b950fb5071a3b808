using System.Net;

namespace Chat.Local.Tests.Identity;

public sealed class AuthorizeRefusalTests
{
    [Theory]
    [InlineData("client_id", null)]
    [InlineData("client_id", "somebody")]
    [InlineData("redirect_uri", null)]
    [InlineData("redirect_uri", "https://chat.example/signed-in")]
    [InlineData("redirect_uri", "http://127.0.0.1.example/signed-in")]
    [InlineData("redirect_uri", "http://127.0.0.1@chat.example/")]
    [InlineData("redirect_uri", "http://127.0.0.1:4280/#fragment")]
    [InlineData("redirect_uri", "javascript:alert(1)")]
    [InlineData("redirect_uri", "/signed-in")]
    public async Task A_client_or_address_that_is_not_known_good_is_told_to_the_person_and_gets_no_answer(
        string parameter, string? value)
    {
        await using var running = await RunningProvider.StartAsync();

        using var asked = await running.AskAsync(RunningProvider.Request((parameter, value)));
        using var posted = await running.ContinueAsAsync("Ann", (parameter, value));

        Assert.All([asked, posted], answer =>
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Null(answer.Headers.Location);
        });
        Assert.Contains(parameter, await RunningProvider.TextOf(asked), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_mode", "fragment", "invalid_request")]
    [InlineData("scope", null, "invalid_scope")]
    [InlineData("scope", "profile", "invalid_scope")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge", "too-short", "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    public async Task A_request_that_cannot_be_granted_is_answered_to_the_client(
        string parameter, string? value, string error)
    {
        await using var running = await RunningProvider.StartAsync();

        using var asked = await running.AskAsync(RunningProvider.Request((parameter, value)));
        using var posted = await running.ContinueAsAsync("Ann", (parameter, value));

        Assert.All([asked, posted], answer =>
        {
            var query = RunningProvider.QueryOf(answer);
            Assert.Equal((error, "st/ate&1"), (query["error"], query["state"]));
            Assert.DoesNotContain("code", query.Keys);
        });
    }

    [Fact]
    public async Task A_parameter_that_comes_twice_is_refused()
    {
        await using var running = await RunningProvider.StartAsync();
        var query = string.Join('&', RunningProvider.Request().Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));

        using var answer = await running.Browser.GetAsync(
            $"/authorize?{query}&scope=openid", TestContext.Current.CancellationToken);

        Assert.Equal("invalid_request", RunningProvider.QueryOf(answer)["error"]);
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_refused()
    {
        await using var running = await RunningProvider.StartAsync();

        using var answer = await running.Browser.PostAsync(
            "/authorize", new StringContent("{}"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
