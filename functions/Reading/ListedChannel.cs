using Chat.Functions.Channels;
using Chat.Functions.Messages;
using Chat.Functions.Presence;

namespace Chat.Functions.Reading;

/// <summary>A channel in its member's list.</summary>
/// <param name="LastSeq">Of the last entry the feed has seen; absent when there is none.</param>
/// <param name="Last">That entry as history shows it, if this member may read it.</param>
/// <param name="MutedUntil">Absent when it is over.</param>
/// <param name="Presence">1-on-1 channels only: of the other one, unless one of the two blocks the other.</param>
public sealed record ListedChannel(
    string ChannelId,
    ChannelKind Kind,
    string? Name,
    string? PeerId,
    DateTimeOffset JoinedAt,
    MemberRole Role,
    string? Topic,
    string? AvatarUrl,
    DateTimeOffset? ArchivedAt,
    long? LastSeq,
    DateTimeOffset? LastAt,
    Entry? Last,
    long Unread,
    long Mentions,
    long ReadSeq,
    DateTimeOffset? MutedUntil,
    ShownPresence? Presence = null);
