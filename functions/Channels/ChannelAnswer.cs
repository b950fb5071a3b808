namespace Chat.Functions.Channels;

/// <summary>A member as other members see it.</summary>
public sealed record Member(string UserId, MemberRole Role, DateTimeOffset JoinedAt)
{
    public static Member Of(MemberDocument document) => new(document.UserId, document.Role, document.JoinedAt);
}

/// <summary>A channel in detail, as its members see it.</summary>
public sealed record ChannelDetails(
    string ChannelId,
    ChannelKind Kind,
    string? Name,
    string? Topic,
    string? AvatarUrl,
    bool? IsPublic,
    SharedHistory? History,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? ArchivedAt,
    int MemberCount,
    Member Me)
{
    /// <param name="channel">With its members counted.</param>
    public static ChannelDetails Of(ChannelDocument channel, MemberDocument me) => new(
        channel.ChannelId,
        channel.Kind,
        channel.Name,
        channel.Topic,
        channel.AvatarUrl,
        channel.IsPublic ? true : null,
        channel.History == SharedHistory.Full ? null : channel.History,
        channel.CreatedAt,
        channel.CreatedBy,
        channel.ArchivedAt,
        channel.MemberCount ?? 0,
        Member.Of(me));
}
