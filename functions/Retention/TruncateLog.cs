using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Retention;

/// <summary>Removes what is older than the retention, a bounded part at a time: what a run does not get to, the next one
/// does. Runs may end anywhere and overlap.</summary>
public sealed partial class TruncateLog(
    DueChannels channels, Truncation truncation, IOptions<ChatLimits> limits, TimeProvider time, ILogger<TruncateLog> logger)
{
    /// <summary>Channels looked at in one run.</summary>
    private const int MostChannels = 1_000;

    /// <summary>Below the five minutes that a plan may allow.</summary>
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(4);

    /// <summary>Numbers order entries of several instances, and so do their times but for what the clocks differ: only what is
    /// older by more than that is surely older than the retention, with all that is below it.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    [Function(nameof(TruncateLog))]
    public Task Run([TimerTrigger("%TruncateLogSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        RunAsync(cancellationToken);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (limits.Value.RetentionDays is not { } days)
        {
            return;
        }

        var now = time.GetUtcNow();
        var (expired, until, left) = (now - TimeSpan.FromDays(days) - ClockSkew, now + RunLimit, MostChannels);
        await foreach (var channel in channels.FindAsync(expired, now - Truncation.Notice, cancellationToken))
        {
            if (left-- == 0 || time.GetUtcNow() >= until || !await TryAsync(channel, expired, until, cancellationToken))
            {
                return;
            }
        }
    }

    /// <returns>Whether to go on with other channels.</returns>
    private async Task<bool> TryAsync(
        DueChannel channel, DateTimeOffset expired, DateTimeOffset until, CancellationToken cancellationToken)
    {
        try
        {
            await truncation.ContinueAsync(channel, expired, until, cancellationToken);
            return true;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // The channel stays due, and is no reason to leave others undone. A busy database is: people chat first.
            LogFailure(logger, error, channel.ChannelId);
            return error is not CosmosException { StatusCode: System.Net.HttpStatusCode.TooManyRequests };
        }
    }

    [LoggerMessage(LogLevel.Error, "Channel {ChannelId} could not be truncated; the next run tries again.")]
    private static partial void LogFailure(ILogger logger, Exception exception, string channelId);
}
