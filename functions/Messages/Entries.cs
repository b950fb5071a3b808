using System.Net;
using System.Text.Json;
using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Messages;

/// <summary>What a conflict is resolved by: not the texts.</summary>
public sealed record TailEntry(long Seq, EntryCounts Counts, string SenderId, string ClientId);

/// <summary>Container <c>messages</c>: the entries of all logs. Knows where an entry lies, not which may be written.</summary>
public sealed class Entries(ChatDatabase database, Buckets buckets)
{
    /// <summary>The tail is read to find a head that others moved by a few: more would only be carried for nothing.</summary>
    private const int TailEntries = 20;

    private readonly Container _container = database.Messages;

    /// <summary>Stores an entry unless its number, or its sender's client id in the same bucket, is taken.</summary>
    /// <returns>Whether it was stored.</returns>
    public async Task<bool> TryCreateAsync(Entry entry, CancellationToken cancellationToken)
    {
        var bucket = buckets.Of(entry.Seq);
        using var stream = new MemoryStream(ToDocument(entry, bucket), writable: false);
        using var response = await _container.CreateItemStreamAsync(
            stream, Buckets.Key(entry.ChannelId, bucket), cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.Conflict)
        {
            return false;
        }

        response.EnsureSuccessStatusCode();
        return true;
    }

    /// <summary>One entry by its number: a point read.</summary>
    public Task<Entry?> FindAsync(string channelId, long seq, CancellationToken cancellationToken) =>
        _container.FindAsync<Entry>(Buckets.DocumentId(seq), buckets.KeyOf(channelId, seq), cancellationToken);

    /// <summary>The last entries of the log, whichever bucket they are in; newest first.</summary>
    public Task<List<Entry>> ReadLastAsync(string channelId, int limit, CancellationToken cancellationToken) =>
        QueryAsync(
            new QueryDefinition("SELECT TOP @limit * FROM c WHERE c.channelId = @channelId ORDER BY c.seq DESC")
                .WithParameter("@limit", limit)
                .WithParameter("@channelId", channelId),
            Buckets.Prefix(channelId),
            cancellationToken);

    /// <summary>What stands above <paramref name="known"/>, and the entry that the same send made before, wherever it
    /// is: both answers to a conflict in one query. Newest first.</summary>
    public Task<List<TailEntry>> ReadTailAsync(Draft draft, long known, CancellationToken cancellationToken) =>
        _container.QueryAsync<TailEntry>(
            Bind(
                new QueryDefinition(
                    "SELECT TOP @limit c.seq, c.counts, c.senderId, c.clientId FROM c WHERE c.channelId = @channelId "
                    + "AND (c.seq > @known OR (c.senderId = @senderId AND c.clientId = @clientId)) ORDER BY c.seq DESC")
                    .WithParameter("@limit", TailEntries)
                    .WithParameter("@known", known),
                draft),
            Buckets.Prefix(draft.ChannelId),
            cancellationToken);

    /// <summary>The entry this send made before, if it lies in the buckets of <paramref name="first"/> to
    /// <paramref name="last"/>.</summary>
    public async Task<Entry?> FindSentAsync(Draft draft, long first, long last, CancellationToken cancellationToken) =>
        (await QueryAsync(
            Bind(
                new QueryDefinition(
                    "SELECT * FROM c WHERE c.channelId = @channelId AND c.bucket >= @first AND c.bucket <= @last "
                    + "AND c.senderId = @senderId AND c.clientId = @clientId")
                    .WithParameter("@first", buckets.Of(first))
                    .WithParameter("@last", buckets.Of(last)),
                draft),
            Buckets.Prefix(draft.ChannelId),
            cancellationToken)).FirstOrDefault();

    /// <summary>The entries numbered <paramref name="first"/> to <paramref name="last"/>, ascending: one query per bucket
    /// they lie in, which is one, or two across a boundary.</summary>
    public async Task<List<Entry>> ReadRangeAsync(
        string channelId, long first, long last, CancellationToken cancellationToken)
    {
        var entries = new List<Entry>();
        foreach (var bucket in last < first ? [] : buckets.Between(first, last))
        {
            var query = new QueryDefinition(
                    "SELECT * FROM c WHERE c.channelId = @channelId AND c.bucket = @bucket "
                    + "AND c.seq >= @first AND c.seq <= @last ORDER BY c.seq")
                .WithParameter("@channelId", channelId)
                .WithParameter("@bucket", bucket)
                .WithParameter("@first", first)
                .WithParameter("@last", last);
            entries.AddRange(await QueryAsync(query, Buckets.Key(channelId, bucket), cancellationToken));
        }

        return entries;
    }

    /// <summary>The entry as it is sent, and what the container needs: its number as the id, the second level of its
    /// key.</summary>
    private static byte[] ToDocument(Entry entry, long bucket)
    {
        var document = JsonSerializer.SerializeToNode(entry, ChatJson.Options)!.AsObject();
        document.Insert(0, "id", Buckets.DocumentId(entry.Seq));
        document.Insert(1, "bucket", bucket);
        return JsonSerializer.SerializeToUtf8Bytes(document, ChatJson.Options);
    }

    private static QueryDefinition Bind(QueryDefinition query, Draft draft) => query
        .WithParameter("@channelId", draft.ChannelId)
        .WithParameter("@senderId", draft.SenderId)
        .WithParameter("@clientId", draft.ClientId);

    private Task<List<Entry>> QueryAsync(QueryDefinition query, PartitionKey key, CancellationToken cancellationToken) =>
        _container.QueryAsync<Entry>(query, key, cancellationToken);
}
