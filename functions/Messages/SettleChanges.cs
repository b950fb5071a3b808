using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Messages;

/// <summary>Completes what an instance has left undone that died between storing a change and settling it, when its sender never
/// asks again, and deletions of messages that many have changed. The change feed brings every change at least once.</summary>
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
        foreach (var changes in entries.Where(entry => entry.Target is not null).GroupBy(entry => entry.ChannelId))
        {
            await settling.FoldAsync(changes, cancellationToken);
            foreach (var deletion in changes.Where(change => change.Kind == EntryKind.Delete))
            {
                await settling.SweepAsync(deletion, mostPages: int.MaxValue, cancellationToken);
            }
        }
    }
}
