using System.Text.Json;
using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Channels;

/// <summary>Completes what an instance has left undone that died between storing an operation and making it known, and takes
/// deleted channels from their members. The change feed brings every operation at least once.</summary>
public sealed class ProjectMembership(ChannelStore channels, Projection projection, Disbanding disbanding, FeedGuard guard)
{
    [Function(nameof(ProjectMembership))]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public async Task Run(
        [CosmosDBTrigger(
            ChatDatabase.Name, ChatDatabase.ChannelsName, LeaseContainerPrefix = nameof(ProjectMembership), StartFromBeginning = true)]
        IReadOnlyList<JsonElement> documents,
        CancellationToken cancellationToken)
    {
        var operations = guard.Read<OperationDocument>(
            documents.Where(IsOperation), operation => operation is { ChannelId: not null, Kind: not null });
        foreach (var operation in operations)
        {
            await guard.TryAsync(
                $"{operation.Id} of channel {operation.ChannelId}", () => ProjectAsync(operation, cancellationToken));
        }
    }

    private static bool IsOperation(JsonElement document) =>
        document.TryGetProperty("type", out var type) && type.ValueEquals(OperationDocument.DocumentType);

    private async Task ProjectAsync(OperationDocument operation, CancellationToken cancellationToken)
    {
        await projection.ProjectAsync(operation, cancellationToken);
        if (operation.Kind == OperationKind.Delete
            && await channels.FindAsync(operation.ChannelId, cancellationToken) is { Channel: var channel })
        {
            await disbanding.ContinueAsync(channel, operation, cancellationToken);
        }
    }
}
