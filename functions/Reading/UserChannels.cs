using System.Globalization;
using System.Net;
using Chat.Functions.Channels;
using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Reading;

/// <summary>What users have made of their channels: the fields of their channels' documents in container <c>users</c> that the
/// projection of memberships leaves alone. They are patched, never the whole document replaced.</summary>
public sealed class UserChannels(ChatDatabase database, TimeProvider time)
{
    private const int RetryAfterMs = 1_000;

    private readonly Container _container = database.Users;

    /// <summary>All channels of a user.</summary>
    public Task<List<UserChannel>> ListAsync(string userId, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(
                "SELECT * FROM c WHERE c.userId = @userId AND c.type = @type AND NOT IS_DEFINED(c.removedAt)")
            .WithParameter("@userId", userId)
            .WithParameter("@type", MyChannels.DocumentType);
        return _container.QueryAsync<UserChannel>(query, new PartitionKey(userId), cancellationToken);
    }

    /// <summary>One channel of several users: those who have heard of it.</summary>
    public Task<IReadOnlyList<UserChannel>> FindManyAsync(
        string channelId, IEnumerable<string> userIds, CancellationToken cancellationToken) =>
        _container.FindManyAsync<UserChannel>(
            [.. userIds.Select(userId => (MyChannels.IdOf(channelId), new PartitionKey(userId)))], cancellationToken);

    /// <summary>A member's channel.</summary>
    /// <exception cref="ChatException">The membership has not been projected yet; it will be.</exception>
    public async Task<UserChannel> RequireAsync(string userId, string channelId, CancellationToken cancellationToken) =>
        await _container.FindAsync<UserChannel>(MyChannels.IdOf(channelId), new PartitionKey(userId), cancellationToken)
            ?? throw NotYet();

    /// <summary>Moves the cursor forward, whatever the user's other devices do at the same time.</summary>
    /// <returns>Whether it was moved: it may stand there or further already, or the channel may not be the user's yet.</returns>
    public Task<bool> TryMoveAsync(string userId, string channelId, ReadCursor cursor, CancellationToken cancellationToken) =>
        TryPatchAsync(
            userId,
            channelId,
            [
                PatchOperation.Set("/readSeq", cursor.Seq),
                PatchOperation.Set("/readMessages", cursor.Counts.Messages),
                PatchOperation.Set("/readMentions", cursor.Counts.ChannelMentions),
                PatchOperation.Set("/readAt", time.GetUtcNow()),
            ],
            string.Create(CultureInfo.InvariantCulture, $"FROM c WHERE NOT IS_DEFINED(c.readSeq) OR c.readSeq < {cursor.Seq}"),
            cancellationToken);

    /// <exception cref="ChatException">The membership has not been projected yet; it will be.</exception>
    public async Task MuteAsync(string userId, string channelId, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (!await TryPatchAsync(userId, channelId, [PatchOperation.Set("/mutedUntil", until)], null, cancellationToken))
        {
            throw NotYet();
        }
    }

    public Task UnmuteAsync(string userId, string channelId, CancellationToken cancellationToken) =>
        TryPatchAsync(
            userId, channelId, [PatchOperation.Remove("/mutedUntil")], "FROM c WHERE IS_DEFINED(c.mutedUntil)", cancellationToken);

    private async Task<bool> TryPatchAsync(
        string userId,
        string channelId,
        IReadOnlyList<PatchOperation> operations,
        string? condition,
        CancellationToken cancellationToken) =>
        await _container.TryPatchAsync(
            MyChannels.IdOf(channelId),
            new PartitionKey(userId),
            operations,
            new PatchItemRequestOptions { FilterPredicate = condition },
            cancellationToken) == HttpStatusCode.OK;

    private static ChatException NotYet() => new(
        new ChatError(ErrorCode.Unavailable, "The channel is not in your list yet.", RetryAfterMs: RetryAfterMs));
}
