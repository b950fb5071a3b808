using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Chat.Functions.Channels;
using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Retention;

/// <summary>A channel that has something to remove, as far as removing needs to know it.</summary>
/// <param name="FirstSeq">Entries below it are gone, or going; absent for 1.</param>
/// <param name="TruncatedAt">When <paramref name="FirstSeq"/> was raised, while what is below it is still there.</param>
public sealed record DueChannel(
    string ChannelId, long? FirstSeq, DateTimeOffset? TruncatedAt, [property: JsonPropertyName("_etag")] string ETag);

/// <summary>What the channels' documents in container <c>channels</c> keep for truncation.</summary>
public sealed class DueChannels(ChatDatabase database)
{
    /// <summary>Those whose oldest entry was written before <paramref name="expired"/>: an index finds them, whatever the
    /// number of channels that have nothing to remove.</summary>
    /// <param name="noticed">Channels whose first number was raised later than this wait.</param>
    public async IAsyncEnumerable<DueChannel> FindAsync(
        DateTimeOffset expired, DateTimeOffset noticed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(
                "SELECT c.channelId, c.firstSeq, c.truncatedAt, c._etag FROM c WHERE c.type = 'channel' "
                    + "AND c.oldestAt < @expired AND (NOT IS_DEFINED(c.truncatedAt) OR c.truncatedAt <= @noticed) "
                    // Who has waited longest: a run does not get to all.
                    + "ORDER BY c.oldestAt")
            .WithParameter("@expired", expired)
            .WithParameter("@noticed", noticed);
        using var pages = database.Channels.GetItemQueryIterator<DueChannel>(query);
        while (pages.HasMoreResults)
        {
            foreach (var channel in await pages.ReadNextAsync(cancellationToken))
            {
                yield return channel;
            }
        }
    }

    /// <summary>Says that entries below <paramref name="firstSeq"/> will go.</summary>
    /// <returns>Whether the channel still was as it was read.</returns>
    public Task<bool> TryRaiseAsync(DueChannel channel, long firstSeq, DateTimeOffset now, CancellationToken cancellationToken) =>
        TryPatchAsync(
            channel, [PatchOperation.Set("/firstSeq", firstSeq), PatchOperation.Set("/truncatedAt", now)], cancellationToken);

    /// <summary>Says that nothing below the first number is left, and nothing at all that is older than
    /// <paramref name="oldestAt"/>.</summary>
    /// <returns>Whether the channel still was as it was read.</returns>
    public Task<bool> TryCompleteAsync(DueChannel channel, DateTimeOffset oldestAt, CancellationToken cancellationToken)
    {
        var oldest = PatchOperation.Set("/oldestAt", oldestAt);
        return TryPatchAsync(
            channel, channel.TruncatedAt is null ? [oldest] : [oldest, PatchOperation.Remove("/truncatedAt")], cancellationToken);
    }

    private async Task<bool> TryPatchAsync(
        DueChannel channel, IReadOnlyList<PatchOperation> operations, CancellationToken cancellationToken) =>
        await database.Channels.TryPatchAsync(
            ChannelDocument.DocumentId,
            new PartitionKey(channel.ChannelId),
            operations,
            new PatchItemRequestOptions { IfMatchEtag = channel.ETag },
            cancellationToken) == HttpStatusCode.OK;
}
