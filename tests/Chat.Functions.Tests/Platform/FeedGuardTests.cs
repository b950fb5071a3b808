using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Azure;
using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;

namespace Chat.Functions.Tests.Platform;

public sealed class FeedGuardTests
{
    private readonly Heard _log = new();

    private static Exception[] OfContent =>
    [
        new JsonException(), new FormatException(), new ArgumentNullException("name"), new KeyNotFoundException(),
        new InvalidOperationException(), Cosmos(HttpStatusCode.BadRequest), Cosmos(HttpStatusCode.RequestEntityTooLarge),
        new RequestFailedException(413, "too large"), ChatException.NotFound("target", "gone"),
    ];

    private static Exception[] OfServices =>
    [
        Cosmos(HttpStatusCode.TooManyRequests), Cosmos(HttpStatusCode.ServiceUnavailable), Cosmos(HttpStatusCode.Forbidden),
        Cosmos(HttpStatusCode.Unauthorized), Cosmos(HttpStatusCode.NotFound), new RequestFailedException(503, "busy"),
        new RequestFailedException(0, "no connection"), new HttpRequestException(), new TimeoutException(), new OperationCanceledException(),
        new AggregateException(), new ObjectDisposedException("client"), new Azure.Identity.AuthenticationFailedException("no identity"),
        ChatException.Overloaded("busy", 1_000),
    ];

    [Fact]
    public async Task What_fails_for_its_own_content_is_passed_over_named_and_counted()
    {
        var counted = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is { Meter.Name: ChatTelemetry.Name, Name: "chat.feed.poison" })
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref counted, value));
        listener.Start();

        foreach (var error in OfContent)
        {
            Assert.False(await new FeedGuard(_log).TryAsync("op:7 of channel c", () => Task.FromException(error)), error.ToString());
        }

        // Others may count at the same time.
        Assert.True(counted >= OfContent.Length);
        Assert.Equal(OfContent.Length, _log.Records.Count);
        Assert.All(_log.Records, record => Assert.Equal(LogLevel.Error, record.Level));
        Assert.All(_log.Records, record => Assert.Contains("op:7 of channel c", record.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_service_fails_at_is_repeated()
    {
        foreach (var error in OfServices)
        {
            var thrown = await Assert.ThrowsAnyAsync<Exception>(
                () => new FeedGuard(_log).TryAsync("op:7", () => Task.FromException(error)));
            Assert.Same(error, thrown);
        }

        Assert.Empty(_log.Records);
    }

    private static CosmosException Cosmos(HttpStatusCode status) => new("failed", status, 0, "", 0);

    private sealed class Heard : ILogger<FeedGuard>
    {
        public List<(LogLevel Level, string Message)> Records { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Records.Add((logLevel, formatter(state, exception)));
    }
}
