using System.Text.Json;
using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Messages;

/// <summary>Completes what an instance has left undone that died between storing a change and settling it, when its sender never
/// asks again, and deletions of messages that many have changed. The change feed brings every change at least once.</summary>
public sealed class SettleChanges(Settling settling, FeedGuard guard)
{
    [Function(nameof(SettleChanges))]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public Task Run(
        [CosmosDBTrigger(
            ChatDatabase.Name, ChatDatabase.MessagesName, LeaseContainerPrefix = nameof(SettleChanges), StartFromBeginning = true)]
        IReadOnlyList<JsonElement> documents,
        CancellationToken cancellationToken) =>
        SettleAsync(guard.Read<Entry>(documents, EntryJson.IsWhole), cancellationToken);

    public async Task SettleAsync(IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        foreach (var changes in entries.Where(entry => entry.Target is not null).GroupBy(entry => entry.ChannelId))
        {
            if (!await guard.TryAsync(NameOf([.. changes]), () => settling.FoldAsync(changes, cancellationToken)))
            {
                // One of them: the others are not to suffer for it.
                foreach (var change in changes)
                {
                    await guard.TryAsync(NameOf(change), () => settling.FoldAsync([change], cancellationToken));
                }
            }

            foreach (var deletion in changes.Where(change => change.Kind == EntryKind.Delete))
            {
                await guard.TryAsync(
                    NameOf(deletion), () => settling.SweepAsync(deletion, mostPages: int.MaxValue, cancellationToken));
            }
        }
    }

    private static string NameOf(params IReadOnlyList<Entry> changes) =>
        $"Entry {string.Join(", ", changes.Select(change => change.Seq))} of channel {changes[0].ChannelId}";
}
