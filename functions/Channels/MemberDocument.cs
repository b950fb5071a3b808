using System.Text.Json.Serialization;
using Chat.Functions.Platform;

namespace Chat.Functions.Channels;

/// <summary>A document of container <c>channels</c>: one member. It is the authority; everything else that knows of
/// members is made from it.</summary>
/// <param name="RemovedAt">Set when the member has left: documents are kept, so that a removal can be repeated.</param>
public sealed record MemberDocument(
    string ChannelId, string UserId, MemberRole Role, DateTimeOffset JoinedAt, DateTimeOffset? RemovedAt = null)
{
    public string Id => IdOf(UserId);

    public string Type { get; } = "member";

    /// <summary>The operation that last changed it.</summary>
    public long Version { get; init; }

    /// <summary>Set while the user is kept out.</summary>
    public DateTimeOffset? BannedAt { get; init; }

    /// <summary>The first entry this member may read; absent for all.</summary>
    public long? HistoryFrom { get; init; }

    /// <summary>1-on-1 channels only: the other one.</summary>
    public string? PeerId { get; init; }

    /// <summary>1-on-1 channels only: one of the two blocks the other.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Blocked { get; init; }

    [JsonIgnore]
    public bool IsPresent => RemovedAt is null;

    public bool MayRead(long seq) => IsPresent && seq >= (HistoryFrom ?? 1);

    /// <exception cref="ChatException">The role does not allow it.</exception>
    public MemberDocument Require(ChannelAction action) => Role.May(action)
        ? this
        : throw ChatException.Forbidden("channelId", "Your role in this channel does not allow it.");

    public static string IdOf(string userId) => "member:" + userId;
}
