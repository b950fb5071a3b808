using System.Net;
using Chat.Local.Identity;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Chat.Local.Tests.Identity;

public sealed class TokenTests
{
    [Fact]
    public async Task A_code_works_once()
    {
        await using var running = await RunningProvider.StartAsync();
        var code = await running.CodeForAsync("Ann");
        await running.RedeemAsync(code);

        await RefusedAsync("invalid_grant", running.RedeemAsync(code));
    }

    [Theory]
    [InlineData("Admin", true)]
    [InlineData("Ann", false)]
    public async Task Who_signs_in_as_Admin_has_the_role_and_keeps_it(string name, bool isAdmin)
    {
        await using var running = await RunningProvider.StartAsync();
        var (_, first) = await running.RedeemAsync(await running.CodeForAsync(name));
        var (_, second) = await running.RefreshAsync(first.GetProperty("refresh_token").GetString()!);

        foreach (var body in new[] { first, second })
        {
            var token = new JsonWebToken(body.GetProperty("access_token").GetString());
            Assert.Equal(isAdmin ? ["Chat.Admin"] : [], token.Claims.Where(claim => claim.Type == "roles").Select(claim => claim.Value));
        }
    }

    [Fact]
    public async Task A_code_works_for_a_minute()
    {
        await using var running = await RunningProvider.StartAsync();
        var (inTime, late) = (await running.CodeForAsync("Ann"), await running.CodeForAsync("Ann"));

        running.Time.Advance(TimeSpan.FromSeconds(60));
        var (status, _) = await running.RedeemAsync(inTime);
        running.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.OK, status);
        await RefusedAsync("invalid_grant", running.RedeemAsync(late));
    }

    [Theory]
    [InlineData("code_verifier", "another-verifier-that-is-long-enough-0123456789", "invalid_grant")]
    [InlineData("redirect_uri", "http://127.0.0.1:4280/elsewhere", "invalid_grant")]
    [InlineData("code", "made-up", "invalid_grant")]
    [InlineData("client_id", "somebody", "invalid_client")]
    [InlineData("grant_type", "password", "unsupported_grant_type")]
    [InlineData("grant_type", null, "invalid_request")]
    [InlineData("client_id", null, "invalid_request")]
    [InlineData("code", null, "invalid_request")]
    [InlineData("redirect_uri", null, "invalid_request")]
    [InlineData("code_verifier", null, "invalid_request")]
    public async Task A_code_is_bound_to_what_it_was_asked_with(string parameter, string? value, string error)
    {
        await using var running = await RunningProvider.StartAsync();
        var code = await running.CodeForAsync("Ann");

        await RefusedAsync(error, running.RedeemAsync(code, (parameter, value)));
    }

    [Fact]
    public async Task A_wrong_verifier_voids_the_code()
    {
        await using var running = await RunningProvider.StartAsync();
        var code = await running.CodeForAsync("Ann");
        await running.RedeemAsync(code, ("code_verifier", "another-verifier-that-is-long-enough-0123456789"));

        await RefusedAsync("invalid_grant", running.RedeemAsync(code));
    }

    [Fact]
    public async Task A_refresh_token_gives_new_tokens_for_the_same_person()
    {
        await using var running = await RunningProvider.StartAsync();
        var (_, first) = await running.RedeemAsync(await running.CodeForAsync("Ann Lee"));
        running.Time.Advance(TimeSpan.FromHours(2));

        var (status, second) = await running.RefreshAsync(first.GetProperty("refresh_token").GetString()!);

        Assert.Equal(HttpStatusCode.OK, status);
        var access = new JsonWebToken(second.GetProperty("access_token").GetString());
        Assert.Equal(("ann-lee", "Ann Lee"), (access.Subject, access.GetClaim("name").Value));
        Assert.Equal(running.Time.GetUtcNow().UtcDateTime.AddHours(1), access.ValidTo);
        Assert.Equal(AuthenticatedAt(first), AuthenticatedAt(second));
    }

    [Fact]
    public async Task A_refresh_token_outlives_the_process_that_issued_it()
    {
        var key = SigningKey.Create();
        string refresh;
        int port;
        await using (var first = await RunningProvider.StartAsync(key))
        {
            var (_, tokens) = await first.RedeemAsync(await first.CodeForAsync("Ann"));
            refresh = tokens.GetProperty("refresh_token").GetString()!;
            port = first.Browser.BaseAddress!.Port;
        }

        await using var second = await RunningProvider.StartAsync(SigningKey.FromPem(key.ToPem()), port);
        var (status, _) = await second.RefreshAsync(refresh);

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task An_expired_foreign_or_other_token_does_not_refresh()
    {
        await using var running = await RunningProvider.StartAsync();
        await using var foreign = await RunningProvider.StartAsync();
        var (_, own) = await running.RedeemAsync(await running.CodeForAsync("Ann"));
        var (_, others) = await foreign.RedeemAsync(await foreign.CodeForAsync("Ann"));

        await RefusedAsync("invalid_grant", running.RefreshAsync("made-up"));
        await RefusedAsync("invalid_grant", running.RefreshAsync(own.GetProperty("access_token").GetString()!));
        await RefusedAsync("invalid_grant", running.RefreshAsync(others.GetProperty("refresh_token").GetString()!));
        running.Time.Advance(TimeSpan.FromDays(31));
        await RefusedAsync("invalid_grant", running.RefreshAsync(own.GetProperty("refresh_token").GetString()!));
    }

    private static string AuthenticatedAt(System.Text.Json.JsonElement tokens) =>
        new JsonWebToken(tokens.GetProperty("id_token").GetString()).GetClaim("auth_time").Value;

    private static async Task RefusedAsync(
        string error, Task<(HttpStatusCode Status, System.Text.Json.JsonElement Body)> answering)
    {
        var (status, body) = await answering;
        Assert.Equal(error == "invalid_client" ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest, status);
        Assert.Equal(error, body.GetProperty("error").GetString());
        Assert.False(body.TryGetProperty("access_token", out _));
    }
}
