using System.Net;
using System.Text.Json;
using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Messages;

/// <summary>An entry as it was read, to be changed only if it still is what it was.</summary>
public sealed record StoredEntry(Entry Entry, string ETag);

/// <summary>What a conflict is resolved by: not the texts.</summary>
public sealed record TailEntry(long Seq, EntryCounts Counts, string SenderId, string ClientId, bool Closed = false)
{
    public (string SenderId, string ClientId) Key => (SenderId, ClientId);
}

/// <summary>Container <c>messages</c>: the entries of all logs. Knows where an entry lies, not which may be written.</summary>
public sealed class Entries(ChatDatabase database, Buckets buckets)
{
    /// <summary>The tail is read to find a head that others moved by a few batches: more would only be carried for nothing.</summary>
    public const int TailEntries = 200;

    private const string InLog = "SELECT * FROM c WHERE c.channelId = @channelId AND ";

    private readonly Container _container = database.Messages;

    /// <summary>Stores new entries and folds changes into their targets, all or nothing.</summary>
    /// <returns>The first operation that failed, or null when all is done.</returns>
    /// <exception cref="CosmosException">It failed as a whole, and may have been done.</exception>
    public async Task<FailedOperation?> TryStoreAsync(EntryBatch batch, CancellationToken cancellationToken)
    {
        var bucket = buckets.Of(batch.First.Seq);
        var transaction = _container.CreateTransactionalBatch(Buckets.Key(batch.First.ChannelId, bucket));
        foreach (var (_, entry, json) in batch.Appended)
        {
            transaction.CreateItemStream(new MemoryStream(EntryJson.Document(entry.Seq, bucket, json), writable: false));
        }

        Patch(transaction, batch.Folded);
        using var response = await transaction.ExecuteAsync(cancellationToken);
        return FailedOperation.Of(response);
    }

    /// <summary>Stores a change of one entry.</summary>
    /// <returns>Whether it still was what it was.</returns>
    public async Task<bool> TryPatchAsync(StoredEntry before, Entry after, CancellationToken cancellationToken) =>
        await _container.TryPatchAsync(
            Buckets.DocumentId(after.Seq),
            buckets.KeyOf(after.ChannelId, after.Seq),
            EntryPatch.Between(before.Entry, after),
            new PatchItemRequestOptions { IfMatchEtag = before.ETag },
            cancellationToken) == HttpStatusCode.OK;

    /// <summary>Stores changes of at most 100 entries of one bucket, all or nothing.</summary>
    /// <returns>Whether all of them still were what they were.</returns>
    public async Task<bool> TryPatchAsync(IReadOnlyList<Folded> changes, CancellationToken cancellationToken)
    {
        var (channelId, first) = (changes[0].After.ChannelId, changes[0].After.Seq);
        var transaction = _container.CreateTransactionalBatch(buckets.KeyOf(channelId, first));
        Patch(transaction, changes);
        using var response = await transaction.ExecuteAsync(cancellationToken);
        return FailedOperation.Of(response) is null;
    }

    /// <summary>Removes the entries numbered <paramref name="first"/> to <paramref name="last"/>, of one bucket and at most 100, all
    /// or nothing.</summary>
    /// <returns>Whether all of them were there.</returns>
    public async Task<bool> TryRemoveAsync(string channelId, long first, long last, CancellationToken cancellationToken)
    {
        var transaction = _container.CreateTransactionalBatch(buckets.KeyOf(channelId, first));
        for (var seq = first; seq <= last; seq++)
        {
            transaction.DeleteItem(Buckets.DocumentId(seq));
        }

        using var response = await transaction.ExecuteAsync(cancellationToken);
        return FailedOperation.Of(response) is null;
    }

    /// <summary>One entry by its number: a point read.</summary>
    public Task<Entry?> FindAsync(string channelId, long seq, CancellationToken cancellationToken) =>
        _container.FindAsync<Entry>(Buckets.DocumentId(seq), buckets.KeyOf(channelId, seq), cancellationToken);

    /// <summary>Those of the entries that exist, in one request.</summary>
    public async Task<List<StoredEntry>> FindManyAsync(
        string channelId, IReadOnlyCollection<long> seqs, CancellationToken cancellationToken)
    {
        var ids = seqs.Select(seq => (Buckets.DocumentId(seq), buckets.KeyOf(channelId, seq))).ToList();
        var found = await _container.FindManyAsync<JsonElement>(ids, cancellationToken);
        return [.. found.Select(Stored)];
    }

    /// <summary>Those of the entries that exist, of many logs: one request for up to a thousand.</summary>
    public async Task<IReadOnlyDictionary<(string ChannelId, long Seq), Entry>> FindManyAsync(
        IEnumerable<(string ChannelId, long Seq)> places, CancellationToken cancellationToken)
    {
        var ids = places.Distinct().Select(at => (Buckets.DocumentId(at.Seq), buckets.KeyOf(at.ChannelId, at.Seq))).ToList();
        var found = await _container.FindManyAsync<Entry>(ids, cancellationToken);
        return found.ToDictionary(entry => (entry.ChannelId, entry.Seq));
    }

    /// <summary>The last entries of the log, whichever bucket they are in; newest first.</summary>
    public Task<List<Entry>> ReadLastAsync(string channelId, int limit, CancellationToken cancellationToken) =>
        QueryAsync<Entry>(
            channelId, $"SELECT TOP {limit} * FROM c WHERE c.channelId = @channelId ORDER BY c.seq DESC", [], cancellationToken);

    /// <summary>What stands above <paramref name="known"/>, and what the same sends made before: both answers to a conflict in
    /// one query. Newest first.</summary>
    public Task<List<TailEntry>> ReadTailAsync(
        string channelId, long known, IReadOnlyList<Draft> drafts, CancellationToken cancellationToken)
    {
        var (sent, parameters) = SentBy(drafts);
        return QueryAsync<TailEntry>(
            channelId,
            $"SELECT TOP {TailEntries} c.seq, c.counts, c.senderId, c.clientId, c.closed FROM c WHERE c.channelId = @channelId "
                + $"AND (c.seq > @known OR ({sent})) ORDER BY c.seq DESC",
            [("@known", known), .. parameters],
            cancellationToken);
    }

    /// <summary>The entries that these sends made before, if they lie in the buckets of <paramref name="first"/> to
    /// <paramref name="last"/>.</summary>
    public async Task<List<Entry>> FindSentAsync(
        IReadOnlyList<Draft> drafts, long first, long last, CancellationToken cancellationToken)
    {
        var (sent, parameters) = SentBy(drafts);
        var keys = drafts.Select(draft => draft.Key).ToHashSet();
        var found = await QueryAsync<Entry>(
            drafts[0].ChannelId,
            $"{InLog}c.bucket >= @first AND c.bucket <= @last AND {sent}",
            [("@first", buckets.Of(first)), ("@last", buckets.Of(last)), .. parameters],
            cancellationToken);
        return found.FindAll(entry => keys.Contains(entry.Key));
    }

    /// <summary>The entries numbered <paramref name="first"/> to <paramref name="last"/>, ascending: one query per bucket
    /// they lie in, which is one, or two across a boundary.</summary>
    public async Task<List<Entry>> ReadRangeAsync(
        string channelId, long first, long last, CancellationToken cancellationToken)
    {
        var entries = new List<Entry>();
        // The upper one first: what is in it proves that the lower one is full. The other way round, entries that are written between
        // the two queries would be missing from the lower one, and look as if they had been removed.
        foreach (var bucket in last < first ? [] : buckets.Between(first, last).Reverse())
        {
            var query = Query(
                $"{InLog}c.bucket = @bucket AND c.seq >= @first AND c.seq <= @last ORDER BY c.seq",
                [("@channelId", channelId), ("@bucket", bucket), ("@first", first), ("@last", last)]);
            entries.InsertRange(0, await _container.QueryAsync<Entry>(query, Buckets.Key(channelId, bucket), cancellationToken));
        }

        return entries;
    }

    /// <summary>The first changes of a message above <paramref name="above"/>, up to <paramref name="last"/>, ascending.</summary>
    public async Task<List<StoredEntry>> ReadChangesAsync(
        string channelId, long target, long above, long last, int limit, CancellationToken cancellationToken)
    {
        var found = await QueryAsync<JsonElement>(
            channelId,
            $"SELECT TOP {limit} * FROM c WHERE c.channelId = @channelId AND c.target = @target AND c.seq > @above AND c.seq <= @last "
                + "ORDER BY c.seq",
            [("@target", target), ("@above", above), ("@last", last)],
            cancellationToken);
        return [.. found.Select(Stored)];
    }

    /// <summary>The entries that fit a selection, from one side of a number.</summary>
    public Task<List<Entry>> ReadSelectedAsync(
        string channelId, EntrySelection selection, long after, long before, bool newestFirst, int limit, CancellationToken cancellationToken) =>
        QueryAsync<Entry>(
            channelId,
            $"SELECT TOP {limit} * FROM c WHERE c.channelId = @channelId AND {selection.Condition} "
                + $"AND c.seq > @after AND c.seq < @before ORDER BY c.seq {(newestFirst ? "DESC" : "ASC")}",
            [("@after", after), ("@before", before), .. selection.Parameters],
            cancellationToken);

    /// <summary>The channels that one user has written to, a part at a time, with repeats: the one query over all logs.</summary>
    /// <param name="from">Where an earlier part ended; null for the first.</param>
    /// <returns>The channels, and where this part ended; null when it was the last.</returns>
    public async Task<(IReadOnlyList<string> ChannelIds, string? End)> FindChannelsOfAsync(
        string senderId, string? from, int limit, CancellationToken cancellationToken)
    {
        var query = Query("SELECT VALUE c.channelId FROM c WHERE c.senderId = @senderId", [("@senderId", senderId)]);
        using var pages = _container.GetItemQueryIterator<string>(query, from, new QueryRequestOptions { MaxItemCount = limit });
        var page = await pages.ReadNextAsync(cancellationToken);
        return ([.. page.Distinct()], page.ContinuationToken);
    }

    private static void Patch(TransactionalBatch transaction, IReadOnlyList<Folded> changes)
    {
        foreach (var (before, after) in changes)
        {
            transaction.PatchItem(
                Buckets.DocumentId(after.Seq),
                EntryPatch.Between(before.Entry, after),
                new TransactionalBatchPatchItemRequestOptions { IfMatchEtag = before.ETag });
        }
    }

    private static StoredEntry Stored(JsonElement document) =>
        new(document.Deserialize<Entry>(ChatJson.Options)!, document.GetProperty("_etag").GetString()!);

    /// <summary>Lists instead of pairs: short, served by the index, and what else fits is rare and told apart by the reader.</summary>
    private static (string Condition, IEnumerable<(string, object)> Parameters) SentBy(IReadOnlyList<Draft> drafts)
    {
        var senders = drafts.Select(draft => draft.Key.SenderId).Distinct().Select((id, i) => ($"@sender{i}", (object)id)).ToList();
        var clients = drafts.Select(draft => draft.Key.ClientId).Distinct().Select((id, i) => ($"@client{i}", (object)id)).ToList();
        return ($"c.senderId IN ({Names(senders)}) AND c.clientId IN ({Names(clients)})", senders.Concat(clients));

        static string Names(IEnumerable<(string Name, object)> parameters) =>
            string.Join(", ", parameters.Select(parameter => parameter.Name));
    }

    private static QueryDefinition Query(string text, IEnumerable<(string Name, object Value)> parameters) => parameters.Aggregate(
        new QueryDefinition(text), (query, parameter) => query.WithParameter(parameter.Name, parameter.Value));

    /// <summary>A query over all buckets of a channel.</summary>
    private Task<List<T>> QueryAsync<T>(
        string channelId, string text, IEnumerable<(string, object)> parameters, CancellationToken cancellationToken) =>
        _container.QueryAsync<T>(
            Query(text, [("@channelId", channelId), .. parameters]), Buckets.Prefix(channelId), cancellationToken);
}
