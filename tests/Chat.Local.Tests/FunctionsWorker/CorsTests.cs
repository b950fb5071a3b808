using System.Net;

namespace Chat.Local.Tests.FunctionsWorker;

public sealed class CorsTests
{
    private const string Web = "http://localhost:5173";

    [Theory]
    [InlineData("http://localhost:5173, http://127.0.0.1:5173/", Web)]
    [InlineData("*", "*")]
    public async Task A_preflight_of_a_permitted_origin_is_answered_by_the_host(string setting, string allowed)
    {
        await using var host = await SampleHost.StartAsync($"--Host:CORS={setting}");

        using var response = await PreflightAsync(host, Web);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(allowed, Header(response, "Access-Control-Allow-Origin"));
        Assert.Equal("authorization,content-type", Header(response, "Access-Control-Allow-Headers"));
        Assert.Equal("PUT", Header(response, "Access-Control-Allow-Methods"));
    }

    [Fact]
    public async Task A_preflight_of_another_origin_gets_no_permission()
    {
        await using var host = await SampleHost.StartAsync($"--Host:CORS={Web}");

        using var response = await PreflightAsync(host, "http://eve.example");

        Assert.Null(Header(response, "Access-Control-Allow-Origin"));
        Assert.Null(Header(response, "Access-Control-Allow-Headers"));
    }

    [Theory]
    [InlineData("GET", "api/echo/me", HttpStatusCode.OK)]
    [InlineData("GET", "api/Throw", HttpStatusCode.InternalServerError)]
    [InlineData("GET", "api/nothing", HttpStatusCode.NotFound)]
    public async Task A_permitted_origin_may_read_answers_of_any_status(
        string method, string path, HttpStatusCode status)
    {
        await using var host = await SampleHost.StartAsync($"--Host:CORS={Web}");

        using var own = await SendAsync(host, method, path, Web);
        using var foreign = await SendAsync(host, method, path, "http://eve.example");

        Assert.Equal(status, own.StatusCode);
        Assert.Equal(Web, Header(own, "Access-Control-Allow-Origin"));
        Assert.Null(Header(foreign, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_plain_options_request_reaches_its_function()
    {
        await using var host = await SampleHost.StartAsync("--Host:CORS=*");

        using var response = await SendAsync(host, "OPTIONS", "api/events/connect", Web);

        Assert.Equal(
            "connect OPTIONS", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_the_setting_the_host_says_nothing_about_origins()
    {
        await using var host = await SampleHost.StartAsync();

        using var preflight = await PreflightAsync(host, Web);
        using var answer = await SendAsync(host, "GET", "api/echo/me", Web);

        Assert.Equal(HttpStatusCode.NotFound, preflight.StatusCode);
        Assert.Null(Header(answer, "Access-Control-Allow-Origin"));
    }

    private static Task<HttpResponseMessage> PreflightAsync(SampleHost host, string origin) => SendAsync(
        host,
        "OPTIONS",
        "api/echo/ann",
        origin,
        ("Access-Control-Request-Method", "PUT"),
        ("Access-Control-Request-Headers", "authorization,content-type"));

    private static Task<HttpResponseMessage> SendAsync(
        SampleHost host, string method, string path, string origin, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Origin", origin);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return host.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
