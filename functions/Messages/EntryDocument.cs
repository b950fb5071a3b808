namespace Chat.Functions.Messages;

/// <summary>An entry as container <c>messages</c> holds it: the entry's members, its number as the id, and the second
/// level of its partition key.</summary>
public sealed record EntryDocument(
    string Id,
    long Bucket,
    string ChannelId,
    long Seq,
    string Kind,
    string SenderId,
    string ClientId,
    DateTimeOffset CreatedAt,
    string Text,
    EntryCounts Counts)
{
    public EntryDocument(string id, long bucket, Entry entry)
        : this(
            id, bucket, entry.ChannelId, entry.Seq, entry.Kind, entry.SenderId, entry.ClientId, entry.CreatedAt, entry.Text,
            entry.Counts)
    {
    }
}
