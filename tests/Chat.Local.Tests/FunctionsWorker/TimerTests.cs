using System.Net;
using System.Net.Http.Json;
using Chat.Local.FunctionsWorker;
using Chat.Local.Tests.FunctionsWorker.TimerApp;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Chat.Local.Tests.FunctionsWorker;

public sealed class TimerTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _clock = new(TimerHost.Start);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_timer_runs_when_it_is_due_and_not_before()
    {
        await using var host = await TimerHost.StartAsync<TimerSampleFunctions>(_clock);

        var first = await host.NextRunAsync(_clock, Minute);
        Assert.InRange(_clock.GetUtcNow(), first.ScheduleStatus!.Next, DateTimeOffset.MaxValue);
        var second = await host.NextRunAsync(_clock, Minute);
        Assert.InRange(_clock.GetUtcNow(), second.ScheduleStatus!.Next, DateTimeOffset.MaxValue);

        Assert.False(first.IsPastDue);
        Assert.Equal(new DateTime(2030, 1, 1, 11, 0, 0, DateTimeKind.Utc), first.ScheduleStatus.Next);
        Assert.InRange(second.ScheduleStatus.Last, first.ScheduleStatus.Next, second.ScheduleStatus.Next);
    }

    [Fact]
    public async Task A_run_that_throws_is_logged_and_the_next_one_comes_on_schedule()
    {
        var (log, runs) = (new LogCapture(), new TimerRuns { During = (_, _) => throw new InvalidOperationException("No.") });
        var builder = TimerHost.CreateBuilder(typeof(TimerSampleFunctions), _clock, runs);
        builder.Logging.AddProvider(log);
        await using var host = await TimerHost.StartAsync(builder, runs);

        await host.NextRunAsync(_clock, Minute);
        await host.NextRunAsync(_clock, Minute);

        Assert.Contains(log.Entries, entry => entry.Message == "Function Hourly failed.");
    }

    [Fact]
    public async Task Runs_never_overlap_and_what_came_due_meanwhile_is_made_up_for_once()
    {
        var (release, running) = (new TaskCompletionSource(), 0);
        var runs = new TimerRuns
        {
            During = async (_, _) =>
            {
                Assert.Equal(1, Interlocked.Increment(ref running));
                await release.Task;
                Interlocked.Decrement(ref running);
            },
        };
        await using var host = await TimerHost.StartAsync<TimerSampleFunctions>(_clock, runs);
        await host.NextRunAsync(_clock, Minute);

        _clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(0, runs.Seen.Reader.Count);
        release.SetResult();
        await host.NextRunAsync();
        var failure = await host.Timers.RunAsync("Hourly", Cancel);

        Assert.Null(failure);
        Assert.Equal(1, runs.Seen.Reader.Count);
    }

    [Fact]
    public async Task A_schedule_comes_from_a_setting_and_a_timer_may_run_at_the_start()
    {
        await using var host = await TimerHost.StartAsync<SettingTimerFunctions>(
            _clock, null, "--Sample:Schedule=*/10 * * * * *");

        await host.NextRunAsync();

        // Oftener than once a minute, no state is kept.
        Assert.Null((await host.NextRunAsync(_clock, TimeSpan.FromSeconds(10))).ScheduleStatus);
    }

    [Fact]
    public async Task A_timer_that_runs_at_the_start_does_not_hold_it_up()
    {
        using var release = new ManualResetEventSlim();
        var runs = new TimerRuns
        {
            During = (_, _) =>
            {
                release.Wait(Cancel);
                return Task.CompletedTask;
            },
        };
        var start = Task.Run(
            () => TimerHost.StartAsync<SettingTimerFunctions>(_clock, runs, "--Sample:Schedule=0 0 0 * * *"), Cancel);
        try
        {
            await using var host = await start.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
            await host.NextRunAsync();
            release.Set();
        }
        finally
        {
            release.Set();
        }
    }

    [Fact]
    public async Task A_run_may_outlast_its_host()
    {
        var release = new TaskCompletionSource();
        var runs = new TimerRuns { During = (_, _) => release.Task };
        Task<Exception?> run;
        await using (var host = await TimerHost.StartAsync<TimerSampleFunctions>(_clock, runs))
        {
            run = host.Timers.RunAsync("Hourly", Cancel);
            await host.NextRunAsync();
        }

        release.SetResult();

        Assert.Null(await run);
    }

    [Fact]
    public async Task Of_two_instances_one_runs_a_timer_and_the_other_takes_over_when_it_is_gone()
    {
        using var shared = new Stack.TemporaryDirectory();
        var state = $"--{TimerFunctions.StateSetting}={shared.Path}";
        var first = await TimerHost.StartAsync<TimerSampleFunctions>(_clock, null, state);
        await using var second = await TimerHost.StartAsync<TimerSampleFunctions>(_clock, null, state);

        await first.NextRunAsync(_clock, Minute);
        await first.DisposeAsync();
        Assert.Equal(0, second.Runs.Seen.Reader.Count);

        // The second notices within a second, and then waits for the hour.
        var next = await second.NextRunAsync(_clock, Minute);
        Assert.InRange(next.ScheduleStatus!.Last, TimerHost.Start.AddMinutes(30).UtcDateTime, next.ScheduleStatus.Next);
        Assert.Equal(0, first.Runs.Seen.Reader.Count);
    }

    [Fact]
    public async Task An_occurrence_that_passed_while_no_instance_ran_is_made_up_for()
    {
        using var shared = new Stack.TemporaryDirectory();
        var state = $"--{TimerFunctions.StateSetting}={shared.Path}";
        await using (await TimerHost.StartAsync<TimerSampleFunctions>(_clock, null, state))
        {
            _clock.Advance(TimeSpan.FromMinutes(10));
        }

        await using (var onTime = await TimerHost.StartAsync<TimerSampleFunctions>(_clock, null, state))
        {
            Assert.Equal(0, onTime.Runs.Seen.Reader.Count);
        }

        _clock.Advance(TimeSpan.FromHours(2));
        await using var late = await TimerHost.StartAsync<TimerSampleFunctions>(_clock, null, state);

        var run = await late.NextRunAsync();
        Assert.True(run.IsPastDue);
        Assert.Equal(new DateTime(2030, 1, 1, 11, 0, 0, DateTimeKind.Utc), run.ScheduleStatus!.Next);
    }

    [Fact]
    public async Task A_retry_attribute_repeats_a_failed_run_after_its_delay_as_often_as_it_says()
    {
        var runs = new TimerRuns { During = (_, _) => throw new InvalidOperationException("No.") };
        await using var host = await TimerHost.StartAsync<RetriedTimerFunctions>(_clock, runs);

        var run = host.Timers.RunAsync("Retried", Cancel);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await (attempt == 1 ? host.NextRunAsync() : host.NextRunAsync(_clock, TimeSpan.FromSeconds(10)));
        }

        Assert.Equal("No.", (await run)!.Message);
        Assert.Equal(0, runs.Seen.Reader.Count);
    }

    [Fact]
    public async Task The_middleware_of_the_app_runs_around_a_timer_without_an_http_context()
    {
        var (runs, seen) = (new TimerRuns(), new List<string>());
        var builder = TimerHost.CreateBuilder(typeof(TimerSampleFunctions), _clock, runs)
            .ConfigureFunctionsWebApplication();
        builder.UseWhen(context => context.FunctionDefinition.Name == "Hourly", async (context, next) =>
        {
            seen.Add($"{context.FunctionDefinition.InputBindings["timer"].Type} {context.GetHttpContext() is null}");
            await next();
            seen.Add("after");
        });
        await using var host = await TimerHost.StartAsync(builder, runs);

        Assert.Null(await host.Timers.RunAsync("hourly", Cancel));

        Assert.Equal(["timerTrigger True", "after"], seen);
    }

    [Fact]
    public async Task A_request_to_the_admin_endpoint_runs_a_timer_now()
    {
        await using var host = await TimerHost.StartAsync<TimerSampleFunctions>(_clock);

        using var accepted = await host.Client.PostAsJsonAsync("admin/functions/Hourly", new { }, Cancel);
        await host.NextRunAsync();
        using var unknown = await host.Client.PostAsJsonAsync("admin/functions/Daily", new { }, Cancel);
        using var form = await host.Client.PostAsync("admin/functions/Hourly", new StringContent("{}"), Cancel);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "admin/functions/Hourly")
        {
            Content = JsonContent.Create(new { }),
            Headers = { Host = "chat.example.com" },
        };
        using var refused = await host.Client.SendAsync(foreign, Cancel);

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, form.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(0, host.Runs.Seen.Reader.Count);
    }

    [Theory]
    [InlineData("every hour")]
    [InlineData("00:30:00")]
    public void A_schedule_that_cannot_be_read_fails_the_build(string schedule)
    {
        var builder = TimerHost.CreateBuilder(
            typeof(SettingTimerFunctions), _clock, new TimerRuns(), $"--Sample:Schedule={schedule}");

        Assert.Contains("crontab", Assert.Throws<InvalidFunctionException>(builder.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_of_a_setting_that_does_not_exist_fails_the_build()
    {
        var builder = TimerHost.CreateBuilder(typeof(SettingTimerFunctions), _clock, new TimerRuns());

        Assert.Contains(
            "'Sample:Schedule'", Assert.Throws<InvalidFunctionException>(builder.Build).Message, StringComparison.Ordinal);
    }
}
