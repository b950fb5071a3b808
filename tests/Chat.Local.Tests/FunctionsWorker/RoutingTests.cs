using Chat.Local.FunctionsWorker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Local.Tests.FunctionsWorker;

public sealed class RoutingTests : IAsyncLifetime
{
    private const string Id = "0d1e9a1c-7a52-4c6f-9a52-3f7d7a9e0b11";

    private SampleHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SampleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("GET", "api/echo/ann", "200 slug ann")]
    [InlineData("GET", "API/Echo/Ann", "200 slug Ann")]
    [InlineData("GET", "api/echo/caf%C3%A9%20noir", "200 slug café noir")]
    [InlineData("GET", "api/numbers/-5", "200 int -5")]
    [InlineData("GET", "api/typed/" + Id + "/9007199254740993/true", "200 " + Id + " 9007199254740993 True")]
    [InlineData("GET", "api/files/a/b/c.txt", "200 a/b/c.txt")]
    public Task A_request_reaches_its_function_with_its_route_values(string method, string path, string answer) =>
        AssertAnswer(method, path, answer);

    [Fact]
    public Task A_literal_route_wins_over_a_parameter() => AssertAnswer("GET", "api/echo/me", "200 literal");

    [Theory]
    [InlineData("PUT", "200 PUT ann")]
    [InlineData("PATCH", "200 PATCH ann")]
    [InlineData("POST", "404 ")]
    [InlineData("DELETE", "404 ")]
    [InlineData("HEAD", "404 ")]
    [InlineData("OPTIONS", "404 ")]
    public Task One_route_is_shared_by_method_and_a_foreign_method_is_not_found(string method, string answer) =>
        AssertAnswer(method, "api/echo/ann", answer);

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public Task A_trigger_without_methods_takes_any_at_the_name_of_its_function(string method) =>
        AssertAnswer(method, "api/Any", $"200 {method}");

    [Fact]
    public async Task A_function_that_a_setting_disables_is_not_there()
    {
        await using var host = await SampleHost.StartAsync("--AzureWebJobs.Any.Disabled=true");

        Assert.Equal("404 ", await host.ReadAsync("GET", "api/Any"));
        Assert.Equal("200 literal", await host.ReadAsync("GET", "api/echo/me"));
    }

    [Theory]
    [InlineData("api/numbers/five")]
    [InlineData("api/numbers/99999999999")]
    [InlineData("api/typed/not-a-guid/1/true")]
    [InlineData("api/echo")]
    [InlineData("api/echo/a/b")]
    [InlineData("echo/ann")]
    [InlineData("")]
    public Task What_matches_no_route_or_fails_a_constraint_is_not_found(string path) =>
        AssertAnswer("GET", path, "404 ");

    [Theory]
    [InlineData("POST", "message", "200 user message")]
    [InlineData("POST", "connecting", "200 user connecting")]
    [InlineData("POST", "connect", "200 connect POST")]
    [InlineData("OPTIONS", "connect", "200 connect OPTIONS")]
    [InlineData("POST", "connected", "404 ")]
    public Task A_regular_expression_keeps_names_from_a_route(string method, string name, string answer) =>
        AssertAnswer(method, $"api/events/{name}", answer);

    [Theory]
    [InlineData("api/pages", "200 none")]
    [InlineData("api/pages/3", "200 page 3")]
    [InlineData("api/sized", "200 50")]
    [InlineData("api/sized/10", "200 10")]
    public Task An_absent_optional_value_is_null_or_the_default(string path, string answer) =>
        AssertAnswer("GET", path, answer);

    [Fact]
    public Task A_value_that_its_parameter_cannot_take_is_a_failure_without_detail() =>
        AssertAnswer("GET", "api/unconstrained/many", "500 ");

    [Theory]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "v1/chat" } } }""", "v1/chat/echo/me")]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""", "echo/me")]
    [InlineData("""{ "version": "2.0" }""", "api/echo/me")]
    public async Task The_route_prefix_is_the_one_of_host_json(string hostJson, string path)
    {
        var folder = Directory.CreateTempSubdirectory("functions-");
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "host.json"), hostJson, TestContext.Current.CancellationToken);
            var builder = SampleHost.CreateBuilder().ConfigureFunctionsWebApplication();
            builder.App.Directory = folder.FullName;
            await using var host = await SampleHost.StartAsync(builder);

            Assert.Equal("200 literal", await host.ReadAsync("GET", path));
            Assert.Equal("404 ", await host.ReadAsync("GET", "other/echo/me"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_catalog_lists_every_function_with_methods_and_route()
    {
        var functions = _host.Services.GetRequiredService<FunctionCatalog>().Functions;

        Assert.Equal(["GET"], functions.Single(each => each.Name == "EchoSlug").Methods);
        Assert.Equal(["PUT", "PATCH"], functions.Single(each => each.Name == "PutSlug").Methods);
        Assert.Equal("api/echo/{slug}", functions.Single(each => each.Name == "PutSlug").Route);
        Assert.Empty(functions.Single(each => each.Name == "Any").Methods);
        Assert.Equal("api/Any", functions.Single(each => each.Name == "Any").Route);
        Assert.Equal(functions.OrderBy(each => each.Name, StringComparer.Ordinal), functions);
    }

    private async Task AssertAnswer(string method, string path, string answer) =>
        Assert.Equal(answer, await _host.ReadAsync(method, path));
}
