using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Hosting;

namespace Chat.Functions.Platform;

/// <summary>Says loudly when the account reads more weakly than the app relies on: another instance's newest member, head or
/// entry could then be missed, and a retry make a second entry. Nothing in a test with one replica would show it.</summary>
public sealed partial class ConsistencyCheck(ChatDatabase database, ILogger<ConsistencyCheck> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var level = await database.ReadConsistencyAsync();
            if (level != ConsistencyLevel.Strong)
            {
                LogWeak(logger, level);
            }
        }
        catch (Exception error) when (error is CosmosException or HttpRequestException or OperationCanceledException)
        {
            // An account that does not answer is reported by whoever needs it.
        }
    }

    [LoggerMessage(LogLevel.Critical,
        "The Cosmos DB account's default consistency is {Level}: it must be Strong, or messages may be doubled.")]
    private static partial void LogWeak(ILogger logger, ConsistencyLevel level);
}
