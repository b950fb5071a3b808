using System.Text.Json.Serialization;

namespace Chat.Functions.Channels;

[JsonConverter(typeof(JsonStringEnumConverter<MemberRole>))]
public enum MemberRole
{
    [JsonStringEnumMemberName("owner")]
    Owner,

    [JsonStringEnumMemberName("moderator")]
    Moderator,

    [JsonStringEnumMemberName("member")]
    Member,
}

/// <summary>A document of container <c>channels</c>: the channel itself.</summary>
public sealed record ChannelDocument(
    string ChannelId, ChannelKind Kind, string? Name, DateTimeOffset CreatedAt, string CreatedBy)
{
    public const string DocumentId = "channel";

    public string Id { get; } = DocumentId;

    public string Type { get; } = DocumentId;

    /// <summary>When the oldest entry of its log was written, or earlier: what retention finds the channel by.</summary>
    public DateTimeOffset OldestAt { get; init; } = CreatedAt;
}

/// <summary>A document of container <c>channels</c>: one member. It is the authority; everything else that knows of
/// members is made from it.</summary>
/// <param name="RemovedAt">Set when the member has left: documents are kept, so that a removal can be repeated.</param>
public sealed record MemberDocument(
    string ChannelId, string UserId, MemberRole Role, DateTimeOffset JoinedAt, DateTimeOffset? RemovedAt = null)
{
    public string Id => IdOf(UserId);

    public string Type { get; } = "member";

    /// <summary>1-on-1 channels: one of the two blocks the other, so nobody writes. Both members' documents say so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Blocked { get; init; }

    /// <summary>Whether this member may delete what others wrote.</summary>
    [JsonIgnore]
    public bool Moderates => Role is MemberRole.Owner or MemberRole.Moderator;

    public static string IdOf(string userId) => "member:" + userId;
}

/// <summary>A channel with its members.</summary>
public sealed record Roster(ChannelDocument Channel, IReadOnlyList<MemberDocument> Members)
{
    /// <summary>The channel as <paramref name="member"/> sees it.</summary>
    public Channel SeenBy(MemberDocument member) => new(
        Channel.ChannelId,
        Channel.Kind,
        Channel.Name,
        Channel.Kind == ChannelKind.Direct ? Members.FirstOrDefault(other => other.UserId != member.UserId)?.UserId : null,
        member.JoinedAt);
}
