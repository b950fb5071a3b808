using System.Text.Json.Serialization;
using Chat.Functions.Channels;
using Chat.Functions.Messages;

namespace Chat.Functions.Reading;

/// <summary>A channel's document in its member's partition of container <c>users</c>: what is projected from the membership,
/// and what the user has made of it.</summary>
/// <param name="MutedUntil">Until when the user wants no notifications.</param>
public sealed record UserChannel(
    string UserId,
    string ChannelId,
    ChannelKind Kind,
    string? Name,
    string? PeerId,
    DateTimeOffset JoinedAt,
    long ReadSeq = 0,
    long ReadMessages = 0,
    long ReadMentions = 0,
    DateTimeOffset? ReadAt = null,
    DateTimeOffset? MutedUntil = null)
{
    [JsonIgnore]
    public ReadCursor Cursor => new(ReadSeq, new EntryCounts(ReadMessages, ReadMentions));
}
