using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Platform;

/// <summary>Section <c>Chat</c> of the settings, with what no setting changes: the table of docs/protocol.md, section 9.</summary>
public sealed class ChatLimits
{
    public const int MembersAtCreation = 50;
    public const int ChannelNameCharacters = 100;
    public const int ChannelTopicCharacters = 250;
    public const int AvatarUrlCharacters = 500;

    /// <summary>Members, bans, channels, invites, contacts or people found in one page.</summary>
    public const int PageItems = 200;
    public const int DefaultPageItems = 100;
    public const int InviteDays = 30;
    public const int DefaultInviteDays = 7;
    public const int InviteUses = 10_000;
    public const int PageEntries = 200;
    public const int DefaultPageEntries = 50;
    public const int ListedChannels = 500;

    /// <summary>Contacts, and as many others with whom there is a 1-on-1 channel, whose presence a connection follows from the
    /// start.</summary>
    public const int WatchedContacts = 200;

    /// <summary>Members of an opened channel whose presence a connection follows.</summary>
    public const int WatchedMembers = 200;

    /// <summary>Channels that one connection has open at once.</summary>
    public const int WatchedChannels = 5;

    /// <summary>Users whose presence is asked for at once.</summary>
    public const int AskedPresences = 100;
    public const int BodyBytes = 1024 * 1024;
    public const int MetadataBytes = 4_096;

    /// <summary>How deep an object may be nested that is kept as it is, itself included.</summary>
    public const int ObjectLevels = 16;
    public const int ReactionCharacters = 32;
    public const int DisplayNameCharacters = 64;
    public const int StatusTextCharacters = 140;
    public const int LocaleCharacters = 35;

    /// <summary>Reactions to one message: they stand in its document, which each of them rewrites.</summary>
    public const int Reactions = 500;

    /// <summary>Users named in one text; further ones are not taken for mentions.</summary>
    public const int Mentions = 50;

    /// <summary>Longest text of a message, in UTF-16 code units.</summary>
    [Range(1, 100_000)]
    public int MessageCharacters { get; init; } = 16_384;

    /// <summary>How long its author may edit a message, in seconds; for ever when empty.</summary>
    [Range(0, int.MaxValue)]
    public int? EditWindowSeconds { get; init; } = 86_400;

    /// <summary>How long entries are kept, in days; for ever when empty.</summary>
    [Range(1, 36_500)]
    public int? RetentionDays { get; init; }

    /// <summary>Which history this is. Raised after a restore or a failover that lost entries: devices that hold numbers of
    /// another one start anew.</summary>
    [Required, RegularExpression("[A-Za-z0-9._-]{1,32}")]
    public string Epoch { get; init; } = "1";

    [Range(2, 10_000)]
    public int GroupMembers { get; init; } = 100;

    /// <summary>Over how long reconnecting clients spread, in milliseconds.</summary>
    [Range(0, 600_000)]
    public int ReconnectWindowMs { get; init; } = 5_000;

    [ValidateObjectMembers]
    public RateSettings Rates { get; init; } = new();
}
