namespace Chat.Functions.Reading;

/// <summary>Of a channel's document in container <c>channels</c>, what its readers are shown.</summary>
/// <param name="MemberCount">Absent where it was never counted: such a channel has few.</param>
public sealed record ChannelFace(
    string ChannelId,
    string? Name = null,
    string? Topic = null,
    string? AvatarUrl = null,
    DateTimeOffset? ArchivedAt = null,
    DateTimeOffset? DeletedAt = null,
    int? MemberCount = null);
