using System.Text.Json;
using Chat.Functions.Channels;
using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Reading;

/// <summary>Keeps what unread counts are made of, by the change feed: how far each channel has come, and who was named. Whatever
/// the feed brings again, in whichever order, and wherever a run ends, the outcome is the same.</summary>
public sealed class TrackActivity(
    Activities activities,
    MentionNotes notes,
    UserChannels userChannels,
    Memberships memberships,
    FeedGuard guard,
    TimeProvider time)
{
    private const int AtOnce = 8;

    [Function(nameof(TrackActivity))]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public Task Run(
        [CosmosDBTrigger(
            ChatDatabase.Name, ChatDatabase.MessagesName, LeaseContainerPrefix = nameof(TrackActivity), StartFromBeginning = true)]
        IReadOnlyList<JsonElement> documents,
        CancellationToken cancellationToken) =>
        TrackAsync(guard.Read<Entry>(documents, EntryJson.IsWhole), cancellationToken);

    public Task TrackAsync(IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(
            entries.GroupBy(entry => entry.ChannelId),
            parallel,
            async (channel, token) => await TrackAsync(channel.Key, [.. channel], token));
    }

    private async Task TrackAsync(string channelId, IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        var name = $"Entries up to {entries.Max(entry => entry.Seq)} of channel {channelId}";
        await guard.TryAsync(name, () => NoteMentionsAsync(channelId, entries, cancellationToken));
        foreach (var join in entries.Where(entry => entry is { Kind: EntryKind.Join, UserId: not null }))
        {
            // What was said before is no news to somebody who comes later.
            await guard.TryAsync(
                name, () => userChannels.TryMoveAsync(join.UserId!, channelId, ReadCursor.At(join), cancellationToken));
        }

        // Last: whoever sees a message counted sees its mentions counted too.
        await guard.TryAsync(
            name, () => activities.RaiseAsync(Activity.Of(entries.MaxBy(entry => entry.Seq)!), cancellationToken));
    }

    private async Task NoteMentionsAsync(string channelId, IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - MentionNotes.Lifetime;
        var named = entries
            .Where(entry => entry.CreatedAt > oldest)
            .SelectMany(entry => (entry.Mentions ?? []).Where(entry.Names).Select(userId => (UserId: userId, Message: entry)))
            .ToList();
        // Anybody can be named, and whoever is no member must not notice.
        var present = await memberships.FindPresentAsync(channelId, named.Select(one => one.UserId).Distinct(), cancellationToken);
        foreach (var (userId, message) in named.Where(one => present.Contains(one.UserId)))
        {
            await notes.AddAsync(userId, message, cancellationToken);
        }
    }
}
