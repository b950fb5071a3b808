using Chat.Functions.Channels;
using Chat.Functions.Connections;

namespace Chat.Functions.Messages;

/// <summary>Tells a channel's members of entries that are durable.</summary>
public sealed class Delivery(Settling settling, WebPubSubHub hub)
{
    /// <summary>Web PubSub takes up to 1 MB at once: a transaction fits, but entries found from before may come on top.</summary>
    private const int MostFrameBytes = 950_000;

    /// <summary>Completes what the entries change elsewhere, and broadcasts them all, ascending: mostly in one call.</summary>
    public async Task DeliverAsync(IReadOnlyList<Appended> appended, CancellationToken cancellationToken)
    {
        if (appended.Count == 0)
        {
            return;
        }

        var entries = new List<ReadOnlyMemory<byte>>();
        foreach (var (_, entry, json) in appended.OrderBy(one => one.Entry.Seq))
        {
            var settled = await settling.SettleAsync(entry, cancellationToken);
            entries.Add(ReferenceEquals(settled, entry) ? json : EntryJson.Encode(settled));
        }

        var channelId = appended[0].Entry.ChannelId;
        foreach (var frame in Split(entries))
        {
            await hub.SendToGroupAsync(ChannelGroup.Name(channelId), EntryJson.Frame(channelId, frame), cancellationToken);
        }
    }

    private static IEnumerable<List<ReadOnlyMemory<byte>>> Split(List<ReadOnlyMemory<byte>> entries)
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
