using System.Globalization;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Messages;

/// <summary>The partition rule of container <c>messages</c>. The size is a constant of the data format: 50,000 of the
/// largest permitted entries stay far below the 20 GB of a logical partition.</summary>
/// <param name="Size">Another than <see cref="FormatSize"/> in tests only.</param>
public sealed record Buckets(int Size)
{
    public const int FormatSize = 50_000;

    /// <summary>The bucket of entry <paramref name="seq"/>, from 1.</summary>
    public long Of(long seq) => (seq - 1) / Size;

    /// <summary>The highest number in a bucket.</summary>
    public long LastOf(long bucket) => (bucket + 1) * Size;

    /// <summary>The buckets that hold the entries from <paramref name="first"/> to <paramref name="last"/>, ascending.</summary>
    public IEnumerable<long> Between(long first, long last)
    {
        for (var bucket = Of(first); bucket <= Of(last); bucket++)
        {
            yield return bucket;
        }
    }

    public PartitionKey KeyOf(string channelId, long seq) => Key(channelId, Of(seq));

    public static PartitionKey Key(string channelId, long bucket) =>
        new PartitionKeyBuilder().Add(channelId).Add((double)bucket).Build();

    /// <summary>The key of all buckets together: a query's, never a write's.</summary>
    public static PartitionKey Prefix(string channelId) => new PartitionKeyBuilder().Add(channelId).Build();

    /// <summary>A document's id is its number.</summary>
    public static string DocumentId(long seq) => seq.ToString(CultureInfo.InvariantCulture);
}
