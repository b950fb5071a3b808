using Chat.Functions.Channels;
using Chat.Functions.Connections;
using Chat.Functions.Platform;

namespace Chat.Functions.Messages;

/// <summary>Tells a channel's members of entries that are durable.</summary>
public sealed class Delivery(Settling settling, WebPubSubHub hub)
{
    /// <summary>Web PubSub takes up to 1 MB at once: a transaction fits, but entries found from before may come on top.</summary>
    private const int MostFrameBytes = 950_000;

    /// <summary>Folds what lies elsewhere, and broadcasts all, ascending: mostly in one call.</summary>
    public async Task DeliverAsync(IReadOnlyList<Appended> appended, CancellationToken cancellationToken)
    {
        using var activity = ChatTelemetry.Broadcast();
        var late = await settling.FoldAsync(appended.Select(one => one.Entry), cancellationToken);
        var entries = appended.OrderBy(one => one.Entry.Seq).Select(one =>
            late.TryGetValue(one.Entry.Seq, out var redacted) ? EntryJson.Encode(redacted) : (ReadOnlyMemory<byte>)one.Json);
        var channelId = appended[0].Entry.ChannelId;
        foreach (var frame in Split(entries))
        {
            await hub.SendToGroupAsync(ChannelGroup.Name(channelId), EntryJson.Frame(channelId, frame), cancellationToken);
        }
    }

    /// <summary>What is still to be done before one entry's sender is told, and is no reason to keep others waiting: a deletion takes the
    /// content out of what named the message, at once but for a long list, which is left to the change feed.</summary>
    public Task FinishAsync(Entry entry, CancellationToken cancellationToken) => entry.Kind == EntryKind.Delete
        ? settling.SweepAsync(entry, mostPages: 1, cancellationToken)
        : Task.CompletedTask;

    private static IEnumerable<List<ReadOnlyMemory<byte>>> Split(IEnumerable<ReadOnlyMemory<byte>> entries)
    {
        var (frame, bytes) = (new List<ReadOnlyMemory<byte>>(), 0);
        foreach (var entry in entries)
        {
            if (frame.Count > 0 && bytes + entry.Length > MostFrameBytes)
            {
                yield return frame;
                (frame, bytes) = ([], 0);
            }

            frame.Add(entry);
            bytes += entry.Length + 1;
        }

        yield return frame;
    }
}
