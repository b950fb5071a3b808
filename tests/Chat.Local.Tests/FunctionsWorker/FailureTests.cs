using System.Net;
using Chat.Local.Tests.FunctionsWorker.SampleApp;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chat.Local.Tests.FunctionsWorker;

public sealed class FailureTests : IDisposable
{
    private readonly LogCapture _log = new();

    [Theory]
    [InlineData("Throw", "Production")]
    [InlineData("ThrowLater", "Production")]
    [InlineData("ThrowLater", "Development")]
    public async Task An_unhandled_exception_is_logged_and_the_caller_learns_nothing(
        string function, string environment)
    {
        await using var host = await StartAsync($"--environment={environment}");

        using var response = await host.SendAsync("GET", $"api/{function}");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain(FailureFunctions.Secret, response.ToString(), StringComparison.Ordinal);
        var failure = Assert.Single(_log.Entries, entry => entry.Level == LogLevel.Error);
        Assert.Contains(function, failure.Message, StringComparison.Ordinal);
        Assert.Equal(FailureFunctions.Secret, failure.Error!.Message);
    }

    [Fact]
    public async Task An_exception_of_middleware_is_treated_like_one_of_the_function()
    {
        var builder = SampleHost.CreateBuilder().ConfigureFunctionsWebApplication();
        builder.UseMiddleware((_, _) => throw new InvalidOperationException(FailureFunctions.Secret));
        await using var host = await SampleHost.StartAsync(builder);

        Assert.Equal("500 ", await host.ReadAsync("GET", "api/TaskAlone"));
    }

    [Fact]
    public async Task Half_an_answer_is_cut_so_that_it_does_not_look_whole()
    {
        await using var host = await StartAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => host.ReadAsync("GET", "api/ThrowHalfWay"));
    }

    [Theory]
    [InlineData(1_572_864, HttpStatusCode.OK)]
    [InlineData(1_572_865, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_beyond_the_limit_is_refused(int bytes, HttpStatusCode expected)
    {
        await using var host = await StartAsync("--FUNCTIONS_REQUEST_BODY_SIZE_LIMIT=1572864");

        Assert.Equal(expected, await PostAsync(host, bytes, chunked: false));
    }

    [Theory]
    [InlineData(900, HttpStatusCode.OK)]
    [InlineData(1001, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_chunked_body_is_refused_where_it_passes_the_configured_limit(int bytes, HttpStatusCode expected)
    {
        await using var host = await StartAsync("--FUNCTIONS_REQUEST_BODY_SIZE_LIMIT=1000");

        Assert.Equal(expected, await PostAsync(host, bytes, chunked: true));
        Assert.DoesNotContain(_log.Entries, entry => entry.Level == LogLevel.Error);
    }

    [Fact]
    public async Task Middleware_may_word_the_refusal_of_a_body_itself()
    {
        var builder = SampleHost.CreateBuilder("--FUNCTIONS_REQUEST_BODY_SIZE_LIMIT=1000").ConfigureFunctionsWebApplication();
        builder.UseMiddleware(async (context, next) =>
        {
            try
            {
                await next();
            }
            catch (BadHttpRequestException error)
            {
                context.GetInvocationResult().Value = Results.Text("too large", statusCode: error.StatusCode + 1);
            }
        });
        await using var host = await SampleHost.StartAsync(builder);

        Assert.Equal(HttpStatusCode.RequestUriTooLong, await PostAsync(host, 1_001, chunked: false));
    }

    [Fact]
    public async Task A_function_is_cancelled_when_its_caller_goes_away_and_nothing_failed()
    {
        var waiting = new Waiting();
        await using var host = await StartAsync(waiting);
        using var leave = new CancellationTokenSource();

        var call = host.Client.GetAsync("api/Wait", leave.Token);
        await waiting.Started.Task.WaitAsync(TestContext.Current.CancellationToken);
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await waiting.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await host.DisposeAsync();
        Assert.DoesNotContain(_log.Entries, entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task A_stop_ends_a_request_that_does_not_end_by_itself()
    {
        var waiting = new Waiting();
        await using var host = await StartAsync(waiting, "--shutdownTimeoutSeconds=1");

        var call = host.Client.GetAsync("api/Wait", TestContext.Current.CancellationToken);
        await waiting.Started.Task.WaitAsync(TestContext.Current.CancellationToken);
        await host.DisposeAsync();

        Assert.True(waiting.Cancelled.Task.IsCompletedSuccessfully);
        await Assert.ThrowsAnyAsync<Exception>(() => call);
    }

    public void Dispose() => _log.Dispose();

    private Task<SampleHost> StartAsync(params string[] args) => StartAsync(new Waiting(), args);

    private Task<SampleHost> StartAsync(Waiting waiting, params string[] args)
    {
        var builder = SampleHost.CreateBuilder(args).ConfigureFunctionsWebApplication();
        builder.Services.AddSingleton(waiting).AddSingleton<Visits>().AddScoped<Visit>();
        builder.Logging.AddProvider(_log);
        return SampleHost.StartAsync(builder);
    }

    private static async Task<HttpStatusCode> PostAsync(SampleHost host, int bytes, bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/ReadBody");
        request.Content = new ByteArrayContent(new byte[bytes]);
        request.Headers.TransferEncodingChunked = chunked;

        // The server may refuse before it has read the body: the client waits for its word before it sends.
        request.Headers.ExpectContinue = !chunked;
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
