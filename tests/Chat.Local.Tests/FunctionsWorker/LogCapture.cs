using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Chat.Local.Tests.FunctionsWorker;

/// <summary>Keeps what a host logs.</summary>
internal sealed class LogCapture : ILoggerProvider
{
    private readonly SemaphoreSlim _written = new(0);

    public ConcurrentQueue<(LogLevel Level, string Message, Exception? Error)> Entries { get; } = new();

    /// <summary>Completes when a message that contains <paramref name="text"/> has been logged.</summary>
    public async Task UntilAsync(string text)
    {
        while (!Entries.Any(entry => entry.Message.Contains(text, StringComparison.Ordinal)))
        {
            if (!await _written.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken))
            {
                throw new TimeoutException($"Nothing was logged that contains '{text}'.");
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose() => _written.Dispose();

    private sealed class Logger(LogCapture capture) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            capture.Entries.Enqueue((logLevel, formatter(state, exception), exception));
            capture._written.Release();
        }
    }
}
