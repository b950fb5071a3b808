using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Messages;

/// <summary>Completes what an instance has left undone that died between storing a change and settling it, when its sender never
/// asks again. The change feed brings every change at least once; one that is complete costs nothing, or a read.</summary>
public sealed class SettleChanges(Settling settling)
{
    [Function(nameof(SettleChanges))]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public async Task Run(
        [CosmosDBTrigger(
            ChatDatabase.Name, ChatDatabase.MessagesName, LeaseContainerPrefix = nameof(SettleChanges), StartFromBeginning = true)]
        IReadOnlyList<Entry> entries,
        CancellationToken cancellationToken)
    {
        foreach (var change in entries.Where(entry => entry.Target is not null))
        {
            await settling.SettleAsync(change, cancellationToken);
        }
    }
}
