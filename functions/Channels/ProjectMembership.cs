using System.Text.Json;
using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Channels;

/// <summary>Completes what an instance has left undone that died between storing an operation and making it known, and takes
/// deleted channels from their members. The change feed brings every operation at least once.</summary>
public sealed partial class ProjectMembership(
    ChannelStore channels, Projection projection, Disbanding disbanding, ILogger<ProjectMembership> logger)
{
    [Function(nameof(ProjectMembership))]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public async Task Run(
        [CosmosDBTrigger(
            ChatDatabase.Name, ChatDatabase.ChannelsName, LeaseContainerPrefix = nameof(ProjectMembership), StartFromBeginning = true)]
        IReadOnlyList<JsonElement> documents,
        CancellationToken cancellationToken)
    {
        foreach (var operation in documents.Select(ReadOrNull).OfType<OperationDocument>())
        {
            await projection.ProjectAsync(operation, cancellationToken);
            if (operation.Kind == OperationKind.Delete
                && await channels.FindAsync(operation.ChannelId, cancellationToken) is { Channel: var channel })
            {
                await disbanding.ContinueAsync(channel, operation, cancellationToken);
            }
        }
    }

    /// <summary>Null for another document, and for one that nobody can read: it must not keep the others waiting.</summary>
    private OperationDocument? ReadOrNull(JsonElement document)
    {
        if (!document.TryGetProperty("type", out var type) || !type.ValueEquals(OperationDocument.DocumentType))
        {
            return null;
        }

        try
        {
            return document.Deserialize<OperationDocument>(ChatJson.Options) is { ChannelId: not null, Kind: not null } operation
                ? operation
                : throw new JsonException("It names no channel, or no kind.");
        }
        catch (JsonException error)
        {
            LogUnreadable(logger, error, document.GetRawText());
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "The operation {Document} could not be read and is passed over.")]
    private static partial void LogUnreadable(ILogger logger, Exception exception, string document);
}
