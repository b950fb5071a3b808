using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Reading;

/// <summary>That a message named a user. Whether it still does is looked up when it is counted.</summary>
public sealed record MentionNote(string ChannelId, long Seq);

/// <summary>The mention documents in container <c>users</c>, each in the partition of the user who was named, so that one
/// query finds what is unread in all channels. They go when they are read, or after <see cref="Lifetime"/>.</summary>
public sealed class MentionNotes(ChatDatabase database)
{
    /// <summary>Unread mentions that are counted; the documents found beyond are not looked at.</summary>
    public const int MostCounted = 500;

    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    private const int MostInTransaction = 100;

    private const string DocumentType = "mention";

    private readonly Container _container = database.Users;

    /// <summary>Of all channels.</summary>
    public Task<List<MentionNote>> ListAsync(string userId, CancellationToken cancellationToken) =>
        QueryAsync(userId, "", query => query, cancellationToken);

    public Task<List<MentionNote>> ListAsync(string userId, string channelId, CancellationToken cancellationToken) =>
        QueryAsync(
            userId, "AND c.channelId = @channelId", query => query.WithParameter("@channelId", channelId), cancellationToken);

    /// <summary>Again changes nothing: the feed brings a message again whenever somebody changes it.</summary>
    public Task AddAsync(string userId, Entry message, CancellationToken cancellationToken)
    {
        var document = new
        {
            Id = IdOf(message.ChannelId, message.Seq),
            Type = DocumentType,
            UserId = userId,
            message.ChannelId,
            message.Seq,
            Ttl = (int)Lifetime.TotalSeconds,
        };
        return _container.TryCreateAsync(document, new PartitionKey(userId), cancellationToken);
    }

    /// <summary>Takes away what has been read, so that the list costs what is unread.</summary>
    public async Task RemoveAsync(string userId, IEnumerable<MentionNote> notes, CancellationToken cancellationToken)
    {
        foreach (var part in notes.Chunk(MostInTransaction))
        {
            var batch = _container.CreateTransactionalBatch(new PartitionKey(userId));
            Array.ForEach(part, note => batch.DeleteItem(IdOf(note.ChannelId, note.Seq)));
            // It fails when another device was faster with one of them: no reason to fail the reader, and the next one tidies up.
            using var response = await batch.ExecuteAsync(cancellationToken);
        }
    }

    private static string IdOf(string channelId, long seq) => $"{DocumentType}:{channelId}:{Buckets.DocumentId(seq)}";

    private Task<List<MentionNote>> QueryAsync(
        string userId, string condition, Func<QueryDefinition, QueryDefinition> with, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(
                $"SELECT TOP {MostCounted} c.channelId, c.seq FROM c WHERE c.userId = @userId AND c.type = '{DocumentType}' {condition}")
            .WithParameter("@userId", userId);
        return _container.QueryAsync<MentionNote>(with(query), new PartitionKey(userId), cancellationToken);
    }
}
