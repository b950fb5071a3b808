using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Chat.Local.Identity;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Chat.Local.Tests.Identity;

/// <summary>A provider under a clock that stands still, and a browser that follows no redirect by itself.</summary>
internal sealed class RunningProvider : IAsyncDisposable
{
    public const string Redirect = "http://127.0.0.1:4280/signed-in";

    public const string Verifier = "a-verifier-that-is-long-enough-0123456789-abcdef";

    private RunningProvider(IdentityProvider provider, FakeTimeProvider time) => (Provider, Time) = (provider, time);

    public IdentityProvider Provider { get; }

    public FakeTimeProvider Time { get; }

    public HttpClient Browser { get; private init; } = null!;

    public static async Task<RunningProvider> StartAsync(SigningKey? key = null, int port = 0)
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T09:30:00Z", null));
        var provider = await IdentityProvider.StartAsync(
            new() { SigningKey = key ?? SigningKey.Create(), Time = time, Port = port },
            TestContext.Current.CancellationToken);
        return new RunningProvider(provider, time)
        {
            Browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
            {
                BaseAddress = new Uri(provider.Issuer),
            },
        };
    }

    /// <summary>What the client asks for, with some parameters replaced, or left out where the new value is
    /// null.</summary>
    public static Dictionary<string, string> Request(params (string Name, string? Value)[] changes)
    {
        var request = new Dictionary<string, string>
        {
            ["response_type"] = "code",
            ["client_id"] = "chat-web",
            ["redirect_uri"] = Redirect,
            ["scope"] = "openid profile offline_access",
            ["state"] = "st/ate&1",
            ["nonce"] = "n0nce",
            ["code_challenge"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        };
        Apply(request, changes);
        return request;
    }

    public Task<HttpResponseMessage> AskAsync(Dictionary<string, string> request) =>
        Browser.GetAsync("/authorize?" + Encode(request), TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> ContinueAsAsync(string name, params (string Name, string? Value)[] changes)
    {
        var form = Request(changes);
        form["name"] = name;
        return PostAsync("/authorize", form);
    }

    /// <summary>The code a sign-in page's answer carries back to the client.</summary>
    public async Task<string> CodeForAsync(string name, params (string Name, string? Value)[] changes)
    {
        using var answer = await ContinueAsAsync(name, changes);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return QueryOf(answer)["code"];
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> RedeemAsync(
        string code, params (string Name, string? Value)[] changes)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = "chat-web",
            ["code"] = code,
            ["redirect_uri"] = Redirect,
            ["code_verifier"] = Verifier,
        };
        Apply(form, changes);
        return await TokenAsync(form);
    }

    public Task<(HttpStatusCode Status, JsonElement Body)> RefreshAsync(string refreshToken) => TokenAsync(new()
    {
        ["grant_type"] = "refresh_token",
        ["client_id"] = "chat-web",
        ["refresh_token"] = refreshToken,
    });

    public async Task<(HttpStatusCode Status, JsonElement Body)> TokenAsync(Dictionary<string, string> form)
    {
        using var answer = await PostAsync("/token", form);
        return (answer.StatusCode, JsonElement.Parse(await TextOf(answer)));
    }

    public static Dictionary<string, string> QueryOf(HttpResponseMessage answer) =>
        answer.Headers.Location!.Query.TrimStart('?').Split('&').Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));

    public static Task<string> TextOf(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await Provider.DisposeAsync();
    }

    private static string Encode(Dictionary<string, string> parameters) =>
        string.Join('&', parameters.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));

    private static void Apply(Dictionary<string, string> parameters, (string Name, string? Value)[] changes)
    {
        foreach (var (name, value) in changes)
        {
            parameters.Remove(name);
            if (value is not null)
            {
                parameters[name] = value;
            }
        }
    }

    private async Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        return await Browser.PostAsync(path, content, TestContext.Current.CancellationToken);
    }
}
