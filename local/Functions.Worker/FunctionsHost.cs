using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chat.Local.FunctionsWorker;

/// <summary>The Functions host and the worker in one web server of this process.</summary>
internal static class FunctionsHost
{
    /// <summary>Setting of the Azure host for the largest request body in bytes.</summary>
    private const string BodyLimitSetting = "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT";

    // The Azure host's own. Far less would refuse by a broken connection what the app refuses by an answer.
    private const long DefaultBodyLimitBytes = 104_857_600;

    public static WebApplicationBuilder CreateWebBuilder(string[] args, FunctionsAppSource app)
    {
        var web = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // A watched file costs an inotify instance per host, and machines have few of them.
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
            ApplicationName = app.Name,
            ContentRootPath = app.Directory,
        });
        ((IConfigurationBuilder)web.Configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["urls"] = "http://127.0.0.1:7071",

                // An open event stream would hold up a stop for the 30 s of the web server's own default.
                ["shutdownTimeoutSeconds"] = "5",
                ["Logging:LogLevel:Default"] = "Warning",
                [$"Logging:LogLevel:{app.Name}"] = "Information",
            },
        });
        web.WebHost.ConfigureKestrel((context, kestrel) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = context.Configuration.GetValue(BodyLimitSetting, DefaultBodyLimitBytes);
        });
        web.Services.Configure<RouteOptions>(routes => routes.SetParameterPolicy<RegexInlineRouteConstraint>("regex"));
        web.Services.AddCors();

        // What the worker starts from; an app changes it by configuring the same options.
        web.Services.Configure<JsonSerializerOptions>(static json => json.PropertyNameCaseInsensitive = true);

        // A scoped service caught in a singleton works until two requests share it: fail at start instead.
        web.Host.UseDefaultServiceProvider(static options => options.ValidateScopes = options.ValidateOnBuild = true);
        return web;
    }

    public static IHost Build(WebApplicationBuilder web, FunctionsAppSource source, InvocationPipeline pipeline)
    {
        var functions = FunctionDiscovery.Find(source.Types, HostJson.RoutePrefix(source.Directory, web.Configuration), web.Configuration);
        if (functions.Count == 0)
        {
            throw new InvalidOperationException($"{source.Name} has no functions. Does it call CreateBuilder itself?");
        }

        if (!pipeline.HasHttp && functions.OfType<HttpFunction>().FirstOrDefault() is { } http)
        {
            throw new InvalidFunctionException(http.Name, "HTTP needs ConfigureFunctionsWebApplication().");
        }

        web.Services.AddSingleton(new FunctionCatalog([.. functions.Select(each => each.Listing)]));
        web.Services.AddSingleton(services => new TimerFunctions(functions.OfType<TimerFunction>(), pipeline, services));
        web.Services.AddHostedService(services => services.GetRequiredService<TimerFunctions>());
        web.Services.AddHostedService(services =>
            new ChangeFeeds(functions.OfType<CosmosFunction>(), pipeline, services));
        web.Services.AddHostedService(services =>
            new QueueTriggers(functions.OfType<QueueFunction>(), pipeline, source.Directory, services));
        if (web.Configuration.GetValue<bool>(FunctionsAddress.ChildSetting))
        {
            web.Services.AddSingleton<IHostLifetime>(services => new ParentLifetime(
                services.GetRequiredService<IHostApplicationLifetime>(), services.GetFunctionsAddress));
        }

        var app = web.Build();
        app.UseMiddleware<UnhandledExceptions>();
        app.UseHostCors(app.Configuration);
        app.UseAdminEndpoint();
        UseEventGrid(app, [.. functions.OfType<EventGridFunction>()], pipeline);
        app.UseFunctions([.. functions.OfType<HttpFunction>()], pipeline);
        return app;
    }

    private static void UseEventGrid(
        WebApplication app, IReadOnlyList<EventGridFunction> functions, InvocationPipeline pipeline)
    {
        var time = app.Services.GetService<TimeProvider>() ?? TimeProvider.System;
        var logger = app.Services.GetRequiredService<ILogger<EventGridEndpoint>>();
        new EventGridEndpoint(
            functions.ToDictionary(
                each => each.Name,
                each => new TriggeredRun(each, pipeline, app.Services, time, logger),
                StringComparer.OrdinalIgnoreCase),
            functions.Where(each => each.IsBatched).Select(each => each.Name).ToHashSet(StringComparer.OrdinalIgnoreCase))
            .Use(app, app.Lifetime.ApplicationStopping);
    }
}
