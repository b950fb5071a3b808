using System.Net;
using System.Text;
using Chat.Local.FunctionsWorker;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Functions.Tests.Documentation;

/// <summary>The description of the HTTP API against the functions that run. That answers are as described is checked wherever
/// a test gets one (<see cref="Person"/>).</summary>
public sealed class OpenApiTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private static readonly string[] Unasked = ["400", "401", "429", "500", "503"];

    public static TheoryData<string> Guarded => [.. Names(operation => !operation.IsOpen)];

    /// <summary>Not those for administrators, where everything else is found out after that.</summary>
    public static TheoryData<string> WithBody => [.. Names(operation => operation is { HasBody: true, IsForAdministrators: false })];

    public static TheoryData<string> OfChannels => [.. Names(operation => operation.Path.StartsWith("/channels/{channelId}", StringComparison.Ordinal)
        && !operation.HasBody)];

    [Fact]
    public void Every_route_is_described_and_every_description_is_a_route()
    {
        var routes = from function in chat.Stack.Functions.Host.Services.GetRequiredService<FunctionCatalog>().Functions
                     where function.Trigger == "httpTrigger" && !function.Route.StartsWith("api/events/", StringComparison.Ordinal)
                     from method in function.Methods
                     select $"{method} /{function.Route["api/".Length..]} {function.Name}";

        Assert.Equal(
            ApiContract.Operations.Select(operation => $"{operation} {operation.Description["operationId"]}").Order(StringComparer.Ordinal),
            routes.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Guarded))]
    public async Task Nobody_gets_an_answer_without_a_token(string name)
    {
        var operation = Operation(name);
        using var stranger = new HttpClient { BaseAddress = chat.Stack.AddressOf(0) };
        using var request = new HttpRequestMessage(operation.Method, "api/" + operation.Fill());

        using var response = await stranger.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.NotNull(operation.Answers["401"]);
    }

    [Theory]
    [MemberData(nameof(Guarded))]
    public async Task A_parameter_that_nobody_knows_is_refused_by_its_name(string name)
    {
        var operation = Operation(name);
        using var ann = chat.Invite("ann");

        await ann.RefusedAsync(HttpStatusCode.BadRequest, "invalid_request", "limmit", operation.Method, operation.Fill() + "?limmit=1");
    }

    [Theory]
    [MemberData(nameof(Guarded))]
    public void What_any_request_may_meet_is_described(string name) =>
        Assert.All(Unasked, status => Assert.NotNull(Operation(name).Answers[status]));

    [Theory]
    [MemberData(nameof(WithBody))]
    public async Task A_body_that_is_none_is_refused(string name)
    {
        var operation = Operation(name);
        using var ann = chat.Invite("ann");

        await ann.RefusedAsync(HttpStatusCode.BadRequest, "invalid_request", "body", operation.Method, operation.Fill(), new[] { 1 });
        await ann.RefusedAsync(
            HttpStatusCode.RequestEntityTooLarge, "too_large", "body", operation.Method, operation.Fill(), new { text = new string('x', 1 << 20) });
    }

    [Theory]
    [MemberData(nameof(OfChannels))]
    public async Task A_channel_that_is_not_there_looks_like_one_that_is_foreign(string name)
    {
        var operation = Operation(name);
        using var eve = chat.Invite("eve");
        using var ann = chat.Invite("ann");
        var foreign = await ann.CreateGroupAsync("Team");

        await eve.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", operation.Method, operation.Fill());
        await eve.RefusedAsync(
            HttpStatusCode.NotFound, "not_found", "channelId", operation.Method,
            operation.Fill().Replace("channels/nobody1", $"channels/{foreign}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_description_and_its_page_are_open_and_the_page_needs_nothing_else()
    {
        using var anybody = new HttpClient { BaseAddress = chat.Stack.AddressOf(0) };

        using var json = await anybody.GetAsync(new Uri("api/openapi.json", UriKind.Relative));
        using var page = await anybody.GetAsync(new Uri("api/docs", UriKind.Relative));

        Assert.Equal("application/json", json.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("""{"openapi":"3.1""", await CompactAsync(json), StringComparison.Ordinal);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var html = await page.Content.ReadAsStringAsync();
        Assert.All(ApiContract.Operations, operation => Assert.Contains($"id=\"{operation.Description["operationId"]}\"", html, StringComparison.Ordinal));
    }

    private static async Task<string> CompactAsync(HttpResponseMessage response)
    {
        var text = new StringBuilder(await response.Content.ReadAsStringAsync());
        return text.Replace(" ", "").Replace("\n", "").ToString();
    }

    private static IEnumerable<string> Names(Func<ApiOperation, bool> isMeant) =>
        ApiContract.Operations.Where(isMeant).Select(operation => operation.ToString());

    private static ApiOperation Operation(string name) => ApiContract.Operations.Single(operation => operation.ToString() == name);
}
