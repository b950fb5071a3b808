using Chat.Local.Tests.FunctionsWorker.SampleApp;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chat.Local.Tests.FunctionsWorker;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task Middleware_runs_in_the_order_of_its_registration_around_the_function()
    {
        var trail = new List<string>();
        var builder = SampleHost.CreateBuilder().ConfigureFunctionsWebApplication();
        builder.Services.AddSingleton(trail);
        builder.UseMiddleware<OuterMiddleware>();
        builder.UseMiddleware(async (context, next) =>
        {
            trail.Add("inner before");
            await next();
            trail.Add($"inner after a result: {context.GetInvocationResult().Value is IResult}");
        });
        await using var host = await SampleHost.StartAsync(builder);

        Assert.Equal("200 slug ann", await host.ReadAsync("GET", "api/echo/ann"));

        Assert.Equal(
            ["outer before EchoSlug", "inner before", "inner after a result: True", "outer after EchoSlug"], trail);
    }

    [Fact]
    public async Task Middleware_answers_in_the_functions_place_without_calling_it()
    {
        var builder = SampleHost.CreateBuilder().ConfigureFunctionsWebApplication();
        builder.UseMiddleware((context, _) =>
        {
            context.GetInvocationResult().Value = Results.Json(new { error = "no token" }, statusCode: 401);
            return Task.CompletedTask;
        });
        await using var host = await SampleHost.StartAsync(builder);

        // Of the function that throws, nothing is seen: it did not run.
        Assert.Equal("""401 {"error":"no token"}""", await host.ReadAsync("GET", "api/Throw"));
    }

    [Fact]
    public async Task Middleware_replaces_the_result_of_the_function()
    {
        var builder = SampleHost.CreateBuilder().ConfigureFunctionsWebApplication();
        builder.UseMiddleware(async (context, next) =>
        {
            await next();
            context.GetInvocationResult().Value = Results.StatusCode(418);
        });
        await using var host = await SampleHost.StartAsync(builder);

        Assert.Equal("418 ", await host.ReadAsync("GET", "api/echo/ann"));
    }

    [Fact]
    public async Task Conditional_middleware_runs_only_where_its_condition_holds()
    {
        var trail = new List<string>();
        var builder = SampleHost.CreateBuilder().ConfigureFunctionsWebApplication();
        builder.Services.AddSingleton(trail);
        builder.UseWhen<OuterMiddleware>(context => context.FunctionDefinition.Name == "EchoMe");
        builder.UseWhen(context => context.FunctionDefinition.Name == "EchoSlug", (_, next) =>
        {
            trail.Add("slug");
            return next();
        });
        await using var host = await SampleHost.StartAsync(builder);

        await host.ReadAsync("GET", "api/echo/me");
        await host.ReadAsync("GET", "api/echo/ann");
        await host.ReadAsync("GET", "api/numbers/1");

        Assert.Equal(["outer before EchoMe", "outer after EchoMe", "slug"], trail);
    }

    [Fact]
    public async Task The_http_context_is_there_for_middleware_registered_after_the_web_application_only()
    {
        var seen = new List<bool>();
        var builder = SampleHost.CreateBuilder();
        builder.UseMiddleware((context, next) =>
        {
            seen.Add(context.GetHttpContext() is not null);
            return next();
        });
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware((context, next) =>
        {
            seen.Add(context.GetHttpContext() is not null);
            return next();
        });
        await using var host = await SampleHost.StartAsync(builder);

        Assert.Equal("200 literal", await host.ReadAsync("GET", "api/echo/me"));
        Assert.Equal([false, true], seen);
    }

    [Fact]
    public async Task The_web_application_configured_twice_answers_once()
    {
        await using var host = await SampleHost.StartAsync(
            SampleHost.CreateBuilder().ConfigureFunctionsWebApplication().ConfigureFunctionsWebApplication());

        Assert.Equal("200 written", await host.ReadAsync("GET", "api/TaskAlone"));
        Assert.Equal("200 literal", await host.ReadAsync("GET", "api/echo/me"));
    }

    [Fact]
    public async Task Items_and_features_of_an_invocation_reach_the_next_middleware_and_end_with_it()
    {
        var seen = new List<string?>();
        var builder = SampleHost.CreateBuilder().ConfigureFunctionsWebApplication();
        builder.UseMiddleware((context, next) =>
        {
            seen.Add(context.Features.Get<Person>()?.Name);
            context.Features.Set(new Person("Ann"));
            context.Items["caller"] = "Bob";
            return next();
        });
        builder.UseMiddleware((context, next) =>
        {
            seen.Add($"{context.Features.Get<Person>()?.Name} {context.Items["caller"]}");
            return next();
        });
        await using var host = await SampleHost.StartAsync(builder);

        await host.ReadAsync("GET", "api/echo/me");
        await host.ReadAsync("GET", "api/echo/me");

        Assert.Equal([null, "Ann Bob", null, "Ann Bob"], seen);
    }

    private sealed class OuterMiddleware(List<string> trail) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            trail.Add($"outer before {context.FunctionDefinition.Name}");
            await next(context);
            trail.Add($"outer after {context.FunctionDefinition.Name}");
        }
    }
}
