using System.Net;
using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Channels;

/// <summary>A channel in its member's list.</summary>
/// <param name="PeerId">1-on-1 channels only: the other one.</param>
/// <param name="Role">Absent in one of an earlier build.</param>
public sealed record MyChannel(
    string ChannelId, ChannelKind Kind, DateTimeOffset JoinedAt, string? PeerId = null, MemberRole Role = MemberRole.Member);

/// <summary>Each user's channels, in container <c>users</c>: made from the memberships, for finding them by user.</summary>
public sealed class MyChannels(ChatDatabase database)
{
    public const string DocumentType = "membership";

    /// <summary>The type of what is no channel of the user's any more. It is kept, so that an older state does not come back.</summary>
    private const string FormerType = "formerMembership";

    public static string IdOf(string channelId) => "channel:" + channelId;

    /// <summary>The channels joined last, newest first, at most <see cref="ChatLimits.ListedChannels"/>.</summary>
    public Task<List<MyChannel>> ListAsync(string userId, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(
                "SELECT TOP @limit c.channelId, c.kind, c.peerId, c.role, c.joinedAt FROM c "
                    + "WHERE c.userId = @userId AND c.type = @type ORDER BY c.joinedAt DESC")
            .WithParameter("@limit", ChatLimits.ListedChannels)
            .WithParameter("@userId", userId)
            .WithParameter("@type", DocumentType);
        return database.Users.QueryAsync<MyChannel>(query, new PartitionKey(userId), cancellationToken);
    }

    /// <summary>The ids of the channels that the user has left since.</summary>
    public Task<List<string>> ListLeftIdsAsync(string userId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(
                "SELECT VALUE c.channelId FROM c WHERE c.userId = @userId AND c.type = @type AND c.removedAt >= @since")
            .WithParameter("@userId", userId)
            .WithParameter("@type", FormerType)
            .WithParameter("@since", since);
        return database.Users.QueryAsync<string>(query, new PartitionKey(userId), cancellationToken);
    }

    /// <summary>Makes the user's list say of a channel what the membership does, unless it already says that or something later.
    /// What the user keeps with the channel stays.</summary>
    /// <param name="head">Of somebody who has just joined: what was said up to there is no news, and the cursor begins there.</param>
    public async Task ProjectAsync(
        ChannelDocument channel, MemberDocument member, Head? head, CancellationToken cancellationToken)
    {
        head = member.IsPresent ? head : null;
        var (id, key) = (IdOf(channel.ChannelId), new PartitionKey(member.UserId));
        while (!await database.Users.TryCreateAsync(DocumentOf(channel, member, head), key, cancellationToken))
        {
            var stored = await database.Users.FindStoredAsync<Projected>(id, key, cancellationToken);
            if (stored is null)
            {
                continue;
            }

            var options = new PatchItemRequestOptions { IfMatchEtag = stored.ETag };
            if (stored.Value.Version >= member.Version
                || await database.Users.TryPatchAsync(
                    id, key, Changes(stored.Value, channel, member, head), options, cancellationToken) == HttpStatusCode.OK)
            {
                return;
            }
        }
    }

    private static object DocumentOf(ChannelDocument channel, MemberDocument member, Head? head) => new
    {
        Id = IdOf(channel.ChannelId),
        Type = TypeOf(member),
        member.UserId,
        channel.ChannelId,
        channel.Kind,
        channel.Name,
        member.PeerId,
        member.JoinedAt,
        member.Role,
        member.RemovedAt,
        member.Version,
        ReadSeq = head?.Seq,
        ReadMessages = head?.Counts.Messages,
        ReadMentions = head?.Counts.ChannelMentions,
        ReadAt = head is null ? (DateTimeOffset?)null : member.JoinedAt,
    };

    private static List<PatchOperation> Changes(
        Projected stored, ChannelDocument channel, MemberDocument member, Head? head)
    {
        List<PatchOperation> operations =
        [
            PatchOperation.Set("/type", TypeOf(member)),
            PatchOperation.Set("/joinedAt", member.JoinedAt),
            PatchOperation.Set("/role", member.Role),
            PatchOperation.Set("/version", member.Version),
        ];
        if (channel.Name is not null)
        {
            operations.Add(PatchOperation.Set("/name", channel.Name));
        }

        if (member.RemovedAt is { } removedAt)
        {
            operations.Add(PatchOperation.Set("/removedAt", removedAt));
        }
        else if (stored.RemovedAt is not null)
        {
            operations.Add(PatchOperation.Remove("/removedAt"));
        }

        // With these a patch has the ten operations that the database allows.
        if (head is not null && stored.JoinedAt != member.JoinedAt && !(stored.ReadSeq > head.Seq))
        {
            operations.Add(PatchOperation.Set("/readSeq", head.Seq));
            operations.Add(PatchOperation.Set("/readMessages", head.Counts.Messages));
            operations.Add(PatchOperation.Set("/readMentions", head.Counts.ChannelMentions));
            operations.Add(PatchOperation.Set("/readAt", member.JoinedAt));
        }

        return operations;
    }

    private static string TypeOf(MemberDocument member) => member.IsPresent ? DocumentType : FormerType;

    /// <param name="Version">Of the membership it was made from; absent in one of an earlier build.</param>
    private sealed record Projected(long? Version, DateTimeOffset? JoinedAt, DateTimeOffset? RemovedAt, long? ReadSeq);
}
