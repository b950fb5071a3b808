using Chat.Local.FunctionsWorker;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chat.Local.Tests.FunctionsWorker;

public sealed class HostTests
{
    [Fact]
    public async Task Two_hosts_in_one_process_listen_apart_and_keep_their_own_settings()
    {
        await using var ann = await StartAnsweringAsync("--Chat:Name=Ann");
        await using var bob = await StartAnsweringAsync("--Chat:Name=Bob");

        Assert.NotEqual(ann.Client.BaseAddress, bob.Client.BaseAddress);
        Assert.Equal("200 Ann", await ann.ReadAsync("GET", "api/echo/me"));
        Assert.Equal("200 Bob", await bob.ReadAsync("GET", "api/echo/me"));
    }

    [Fact]
    public void The_command_line_wins_over_the_environment()
    {
        Environment.SetEnvironmentVariable("WORKERTEST__FROMENVIRONMENT", "environment");
        Environment.SetEnvironmentVariable("WORKERTEST__FROMBOTH", "environment");
        try
        {
            var configuration = SampleHost.CreateBuilder("--WorkerTest:FromBoth=line").Configuration;

            Assert.Equal("environment", configuration["WorkerTest:FromEnvironment"]);
            Assert.Equal("line", configuration["WorkerTest:FromBoth"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable("WORKERTEST__FROMENVIRONMENT", null);
            Environment.SetEnvironmentVariable("WORKERTEST__FROMBOTH", null);
        }
    }

    [Fact]
    public void The_address_is_7071_on_this_machine_where_none_is_given() =>
        Assert.Equal("http://127.0.0.1:7071", FunctionsApplication.CreateBuilder([]).Configuration["urls"]);

    [Fact]
    public void A_host_that_is_not_started_has_no_address()
    {
        using var host = SampleHost.CreateBuilder().ConfigureFunctionsWebApplication().Build();

        Assert.Throws<InvalidOperationException>(() => host.GetFunctionsAddress());
    }

    [Theory]
    [InlineData(new string[0], true, false)]
    [InlineData(new[] { "--Logging:LogLevel:Chat.Local.Tests=Error" }, false, false)]
    [InlineData(new[] { "--Logging:LogLevel:Microsoft=Information" }, true, true)]
    public void The_app_logs_from_information_and_the_framework_from_warning_unless_configured(
        string[] args, bool app, bool framework)
    {
        var builder = SampleHost.CreateBuilder(args).ConfigureFunctionsWebApplication();
        builder.Logging.AddProvider(new LogCapture());
        using var host = builder.Build();
        var loggers = host.Services.GetRequiredService<ILoggerFactory>();

        Assert.Equal(app, loggers.CreateLogger("Chat.Local.Tests.Feature").IsEnabled(LogLevel.Information));
        Assert.Equal(framework, loggers.CreateLogger("Microsoft.Hosting.Lifetime").IsEnabled(LogLevel.Information));
        Assert.True(loggers.CreateLogger("Microsoft.Hosting.Lifetime").IsEnabled(LogLevel.Warning));
    }

    [Fact]
    public void An_app_is_built_once()
    {
        var builder = SampleHost.CreateBuilder().ConfigureFunctionsWebApplication();
        using var host = builder.Build();

        Assert.Throws<InvalidOperationException>(builder.Build);
        Assert.Throws<InvalidOperationException>(() => builder.Use(next => next));
    }

    [Fact]
    public void A_scoped_service_caught_in_a_singleton_fails_when_the_app_is_built()
    {
        var builder = SampleHost.CreateBuilder().ConfigureFunctionsWebApplication();
        builder.Services.AddScoped<SampleApp.Visit>().AddSingleton<SampleApp.Visits>();
        builder.Services.AddSingleton<Catcher>();

        Assert.Throws<AggregateException>(builder.Build);
    }

    private static Task<SampleHost> StartAnsweringAsync(params string[] args)
    {
        var builder = SampleHost.CreateBuilder(args).ConfigureFunctionsWebApplication();
        builder.UseMiddleware((context, _) =>
        {
            var configuration = context.InstanceServices.GetRequiredService<IConfiguration>();
            context.GetInvocationResult().Value = Results.Text(configuration["Chat:Name"]);
            return Task.CompletedTask;
        });
        return SampleHost.StartAsync(builder);
    }

    private sealed class Catcher(SampleApp.Visit visit)
    {
        public SampleApp.Visit Visit { get; } = visit;
    }
}
