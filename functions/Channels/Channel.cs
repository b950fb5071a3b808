using System.Text.Json.Serialization;

namespace Chat.Functions.Channels;

[JsonConverter(typeof(JsonStringEnumConverter<ChannelKind>))]
public enum ChannelKind
{
    [JsonStringEnumMemberName("direct")]
    Direct,

    [JsonStringEnumMemberName("group")]
    Group,
}

/// <summary>A channel as one of its members sees it.</summary>
/// <param name="Name">Groups only.</param>
/// <param name="PeerId">1-on-1 channels only: the other one.</param>
public sealed record Channel(string ChannelId, ChannelKind Kind, string? Name, string? PeerId, DateTimeOffset JoinedAt);
