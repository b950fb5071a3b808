using System.Text.Json;
using Chat.Load.Instances;
using Microsoft.Azure.Cosmos;

namespace Chat.Load.Costs;

/// <summary>A log of any length with only those of its entries that appending and the pages in question touch: its two ends
/// and both sides of every bucket's edge. No request the functions make can tell it from the whole one.</summary>
internal sealed record SparseLog(string ChannelId, long Head)
{
    public const string Member = "ann";
    public const int BucketSize = 50_000;
    private const int Around = 300;

    public static async Task<SparseLog> CreateAsync(Instance instance, long head)
    {
        var log = new SparseLog(Load.Channels.NewId(), head);
        await Load.Channels.AddMembersAsync(instance, log.ChannelId, Enumerable.Range(0, 64).Select(Load.Channels.Sender).Append(Member));
        foreach (var chunk in log.Numbers().GroupBy(seq => (seq - 1) / BucketSize).SelectMany(bucket => bucket.Chunk(100)))
        {
            var key = new PartitionKeyBuilder().Add(log.ChannelId).Add((double)((chunk[0] - 1) / BucketSize)).Build();
            using var response = await chunk.Aggregate(
                instance.Messages.CreateTransactionalBatch(key), (batch, seq) => batch.CreateItem(log.Entry(seq))).ExecuteAsync();
            if (!response.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"The log was not stored: {response.StatusCode} {response.ErrorMessage}");
            }
        }

        return log;
    }

    /// <summary>The last number of the last full bucket, or the middle where there is none.</summary>
    public long LastEdge => Head > BucketSize ? (Head - 1) / BucketSize * BucketSize : Head / 2;

    private IEnumerable<long> Numbers()
    {
        var places = new List<long> { 1, Head };
        for (var edge = (long)BucketSize; edge < Head; edge += BucketSize)
        {
            places.Add(edge);
        }

        places.Add(LastEdge);
        return places.SelectMany(place => Range(place - Around, place + Around)).Distinct().Order();
    }

    private IEnumerable<long> Range(long first, long last)
    {
        for (var seq = Math.Max(1, first); seq <= Math.Min(Head, last); seq++)
        {
            yield return seq;
        }
    }

    private object Entry(long seq) => new
    {
        Id = $"{seq}", Bucket = (seq - 1) / BucketSize, ChannelId, Seq = seq, Kind = "message", SenderId = Member,
        ClientId = $"seed-{seq}", CreatedAt = "2026-11-24T09:30:00.000Z", Text = new string('x', 200),
        Counts = new { Messages = seq, ChannelMentions = 0 },
    };
}
