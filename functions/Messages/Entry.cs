using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chat.Functions.Messages;

/// <summary>One entry of a channel's log, as it is stored and as it is sent (docs/protocol.md, section 3).</summary>
/// <param name="Seq">1, 2, 3 … in the channel.</param>
/// <param name="Kind">One of <see cref="EntryKind"/>.</param>
public sealed record Entry(
    string ChannelId,
    long Seq,
    string Kind,
    string SenderId,
    string ClientId,
    DateTimeOffset CreatedAt,
    EntryCounts Counts)
{
    public string? Text { get; init; }

    /// <summary>One of <see cref="TextFormat"/>; absent for plain text.</summary>
    public string? Format { get; init; }

    public long? ReplyTo { get; init; }

    /// <summary>The first message of the thread this one belongs to.</summary>
    public long? Thread { get; init; }

    public IReadOnlyList<string>? Mentions { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MentionsChannel { get; init; }

    /// <summary>What the sender's client keeps with a message: an object of its own.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>The message that a change changes.</summary>
    public long? Target { get; init; }

    public string? Reaction { get; init; }

    /// <summary>Whom a system entry is about.</summary>
    public string? UserId { get; init; }

    public string? Role { get; init; }

    public string? Name { get; init; }

    /// <summary>The number of the last change folded into a message.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Rev { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>Who reacted with what, first one first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Reactions { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Pinned { get; init; }

    /// <summary>Whether its content has been taken out: a deleted message, or a change that named one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Redacted { get; init; }

    /// <summary>What makes a retry known: unique in a channel for as long as the entry exists.</summary>
    [JsonIgnore]
    public (string SenderId, string ClientId) Key => (SenderId, ClientId);

    /// <summary>Whether this is a message that still says something, and so can be changed.</summary>
    [JsonIgnore]
    public bool IsLiveMessage => Kind == EntryKind.Message && !Redacted;
}

/// <summary>Running counts of a channel, up to and including an entry: how many there are between two is a subtraction.</summary>
public sealed record EntryCounts(long Messages, long ChannelMentions)
{
    public static EntryCounts None { get; } = new(0, 0);

    public EntryCounts Including(Entry entry) => entry.Kind == EntryKind.Message
        ? new EntryCounts(Messages + 1, ChannelMentions + (entry.MentionsChannel ? 1 : 0))
        : this;
}

/// <summary>The last entry of a log, as far as appending needs to know it.</summary>
public sealed record Head(long Seq, EntryCounts Counts)
{
    public static Head Empty { get; } = new(0, EntryCounts.None);

    public static Head At(Entry entry) => new(entry.Seq, entry.Counts);
}
