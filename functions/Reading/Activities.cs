using System.Globalization;
using System.Net;
using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Reading;

/// <summary>Container <c>activity</c>. Not in <c>channels</c>: every message would come back by that container's feed.</summary>
public sealed class Activities(ChatDatabase database)
{
    private readonly Container _container = database.Activity;

    public Task<Activity?> FindAsync(string channelId, CancellationToken cancellationToken) =>
        _container.FindAsync<Activity>(channelId, new PartitionKey(channelId), cancellationToken);

    /// <summary>By channel; those that nobody has written to are missing.</summary>
    public async Task<IReadOnlyDictionary<string, Activity>> FindManyAsync(
        IEnumerable<string> channelIds, CancellationToken cancellationToken)
    {
        var items = channelIds.Select(channelId => (channelId, new PartitionKey(channelId))).ToList();
        // It lags behind the log anyway: half the charge of a strong read.
        var found = await _container.FindManyAsync<Activity>(items, cancellationToken, ConsistencyLevel.Eventual);
        return found.ToDictionary(activity => activity.ChannelId);
    }

    /// <summary>Says that the log has come this far, unless it is known to have come further: what the feed shows again, and
    /// what another instance does late, moves nothing back. One write, and a second for a channel's first entry.</summary>
    public async Task RaiseAsync(Activity activity, CancellationToken cancellationToken)
    {
        while (await TryPatchAsync(activity, cancellationToken) == HttpStatusCode.NotFound
            && !await _container.TryCreateAsync(activity, new PartitionKey(activity.ChannelId), cancellationToken))
        {
            // Another was first to create it: then it is patched.
        }
    }

    private Task<HttpStatusCode> TryPatchAsync(Activity activity, CancellationToken cancellationToken) => _container.TryPatchAsync(
        activity.Id,
        new PartitionKey(activity.ChannelId),
        [
            PatchOperation.Set("/seq", activity.Seq),
            PatchOperation.Set("/at", activity.At),
            PatchOperation.Set("/counts", activity.Counts),
        ],
        new PatchItemRequestOptions
        {
            FilterPredicate = string.Create(CultureInfo.InvariantCulture, $"FROM c WHERE c.seq < {activity.Seq}"),
        },
        cancellationToken);
}
