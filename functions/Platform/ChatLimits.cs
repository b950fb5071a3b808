using System.ComponentModel.DataAnnotations;

namespace Chat.Functions.Platform;

/// <summary>Section <c>Chat</c> of the settings, with what no setting changes: the table of docs/protocol.md, section 9.</summary>
public sealed class ChatLimits
{
    public const int MembersAtCreation = 50;
    public const int ChannelNameCharacters = 100;
    public const int PageEntries = 200;
    public const int DefaultPageEntries = 50;
    public const int ListedChannels = 500;
    public const int BodyBytes = 1024 * 1024;

    /// <summary>Longest text of a message, in UTF-16 code units.</summary>
    [Range(1, 100_000)]
    public int MessageCharacters { get; init; } = 16_384;

    [Range(2, 10_000)]
    public int GroupMembers { get; init; } = 100;

    /// <summary>Over how long reconnecting clients spread, in milliseconds.</summary>
    [Range(0, 600_000)]
    public int ReconnectWindowMs { get; init; } = 5_000;
}
