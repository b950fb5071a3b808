using System.Text.Json.Serialization;

namespace Chat.Functions.Channels;

/// <summary>What of a group's history somebody who joins may read.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SharedHistory>))]
public enum SharedHistory
{
    [JsonStringEnumMemberName("full")]
    Full,

    /// <summary>What is written from then on.</summary>
    [JsonStringEnumMemberName("join")]
    Join,
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

    /// <summary>Entries below it are gone, or going; absent for 1. Retention's alone to write.</summary>
    public long? FirstSeq { get; init; }

    public string? Topic { get; init; }

    public string? AvatarUrl { get; init; }

    /// <summary>Whether anyone may find it and join.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPublic { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public SharedHistory History { get; init; }

    public DateTimeOffset? ArchivedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Absent in a channel of an earlier build that nothing has happened to since: then they are to be counted.</summary>
    public int? MemberCount { get; init; }

    /// <summary>The number of the last operation.</summary>
    public long Version { get; init; }

    /// <summary>The last operation that closed or opened the log.</summary>
    public long? GateVersion { get; init; }

    /// <summary>What a public channel is found by; nothing else has it.</summary>
    public string? PublicName => this is { IsPublic: true, ArchivedAt: null, DeletedAt: null }
        ? Channels.PublicName.Of(Name!, ChannelId)
        : null;

    /// <summary>The channel as <paramref name="member"/> sees it.</summary>
    public Channel SeenBy(MemberDocument member) => new(ChannelId, Kind, Name, member.PeerId, member.JoinedAt);
}
