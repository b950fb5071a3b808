using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chat.Local.Emulation;
using Chat.Local.Web;

namespace Chat.Local.Tests.Stack;

public sealed class WebServerTests : IAsyncLifetime
{
    private static readonly WebSettings Settings = new(
        new Uri("http://127.0.0.1:7071/api"), "http://127.0.0.1:7080", new Uri("http://127.0.0.1:8080/"));

    private readonly TemporaryDirectory _client = new();

    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private EmulatorServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_client["dist/assets"]);
        File.WriteAllText(_client["secret.txt"], "not to be served");
        File.WriteAllText(_client["dist/index.html"], "<title>Chat</title>");
        File.WriteAllText(_client["dist/icon.svg"], "<svg/>");
        File.WriteAllText(_client["dist/assets/index-3f2a.js"], "run()");
        _server = await WebServer.StartAsync(0, _client["dist"], () => Settings, Cancel);
        _browser.BaseAddress = _server.Endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _browser.Dispose();
        _client.Dispose();
    }

    [Fact]
    public async Task The_client_learns_where_everything_is()
    {
        using var answer = await _browser.GetAsync("config.json", Cancel);

        var config = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal("http://127.0.0.1:7071/api", config.GetProperty("apiUrl").GetString());
        Assert.Equal("http://127.0.0.1:7080", config.GetProperty("authority").GetString());
        Assert.Equal("chat-web", config.GetProperty("clientId").GetString());
        Assert.Equal("openid profile offline_access", config.GetProperty("scope").GetString());
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("channels/gQ2")]
    [InlineData("signed-in?code=1&state=2")]
    [InlineData("index.html")]
    public async Task Every_place_inside_the_client_is_its_page_which_is_never_stale(string path)
    {
        using var answer = await _browser.GetAsync(path, Cancel);

        Assert.Equal("<title>Chat</title>", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-cache", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task What_has_its_hash_in_its_name_is_kept_for_good()
    {
        using var asset = await _browser.GetAsync("assets/index-3f2a.js", Cancel);
        using var icon = await _browser.GetAsync("icon.svg", Cancel);

        Assert.Equal("run()", await asset.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("public, max-age=31536000, immutable", asset.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("no-cache", icon.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("assets/index-old.js")]
    [InlineData("missing.png")]
    [InlineData("%2e%2e/secret.txt")]
    [InlineData("..%2fsecret.txt")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var answer = await _browser.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_page_may_talk_to_the_stack_and_to_nothing_else()
    {
        using var answer = await _browser.GetAsync("", Cancel);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single().Split("; ");
        Assert.Contains("default-src 'self'", policy);
        Assert.Contains(
            "connect-src 'self' http://127.0.0.1:7071 http://127.0.0.1:7080 http://127.0.0.1:8080 ws://127.0.0.1:8080",
            policy);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Localhost_leads_to_the_one_origin_that_is_used()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "channels/gQ2?x=1");
        request.Headers.Host = $"localhost:{_server.Endpoint.Port}";

        using var answer = await _browser.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(new Uri(_server.Endpoint, "channels/gQ2?x=1"), answer.Headers.Location);
    }

    [Fact]
    public async Task A_client_that_is_not_built_is_told_how_to_build_it()
    {
        var error = await Assert.ThrowsAsync<WebClientMissingException>(
            () => WebServer.StartAsync(0, _client["elsewhere"], () => Settings, Cancel));

        Assert.Contains("npm run build", error.Message, StringComparison.Ordinal);
    }
}
