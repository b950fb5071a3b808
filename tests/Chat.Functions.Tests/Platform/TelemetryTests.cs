using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Chat.Functions.Platform;
using Chat.Local.Emulation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Chat.Functions.Tests.Platform;

public sealed class TelemetryTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task A_message_is_one_trace_from_the_event_to_the_broadcast()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        using var trace = new Activity("test").Start();
        var ended = new ConcurrentQueue<Activity>();
        using var listener = Listen(trace.TraceId, ended);

        await new UpstreamEvents(chat.Stack) { Headers = { ["traceparent"] = trace.Id } }
            .MessageAsync(ann.UserId, new { channelId, clientId = "1", after = 0, text = "hi" });

        var append = Assert.Single(ended, activity => activity.OperationName == "append");
        var broadcast = Assert.Single(ended, activity => activity.OperationName == "broadcast");
        Assert.Equal(append.SpanId, broadcast.ParentSpanId);
    }

    [Fact]
    public async Task Entries_and_transactions_are_counted()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        var events = new UpstreamEvents(chat.Stack);
        using var counted = new Counted();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
        {
            using var answer = await events.MessageAsync(ann.UserId, new { channelId, clientId = $"{n}", after = 0, text = "hi" });
            Assert.Equal("sent", (string)(await UpstreamEvents.FrameOf(answer))["type"]!);
        }));

        // Other tests may send meanwhile.
        Assert.InRange(counted["chat.appends"], 20, 100_000);
        Assert.InRange(counted["chat.append.batch_size"], 20, 100_000);
    }

    [Fact]
    public async Task What_cannot_be_broadcast_is_counted()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        using var counted = new Counted();
        chat.Stack.WebPubSub.Faults.Next("sendToGroup", new Fault.Respond(400));

        using var answer = await new UpstreamEvents(chat.Stack)
            .MessageAsync(ann.UserId, new { channelId, clientId = "1", after = 0, text = "hi" });

        Assert.Equal("error", (string)(await UpstreamEvents.FrameOf(answer))["type"]!);

        Assert.InRange(counted["chat.broadcast.failures"], 1, 100_000);
    }

    [Theory]
    [InlineData("InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=http://127.0.0.1:1/", true)]
    [InlineData("", false)]
    public void Telemetry_goes_to_application_insights_where_there_is_one(string connectionString, bool goes)
    {
        var settings = new ConfigurationManager { [TelemetryExport.Setting] = connectionString };
        using var services = Collect(settings).BuildServiceProvider();

        Assert.Equal(goes, services.GetService<TracerProvider>() is not null);
        Assert.Equal(goes, services.GetService<MeterProvider>() is not null);
    }

    private static ServiceCollection Collect(IConfiguration settings)
    {
        var services = new ServiceCollection();
        services.AddChatTelemetry(settings);
        return services;
    }

    private static ActivityListener Listen(ActivityTraceId trace, ConcurrentQueue<Activity> ended)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ChatTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace)
                {
                    ended.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    /// <summary>Sums what the product's instruments say.</summary>
    private sealed class Counted : IDisposable
    {
        private readonly ConcurrentDictionary<string, long> _sums = new();
        private readonly MeterListener _listener = new();

        public Counted()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ChatTelemetry.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>(
                (instrument, value, _, _) => _sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
            _listener.Start();
        }

        public long this[string name] => _sums.GetValueOrDefault(name);

        public void Dispose() => _listener.Dispose();
    }
}
