using System.Collections.Frozen;

namespace Chat.Functions.Channels;

/// <summary>What a member may do in a channel.</summary>
public enum ChannelAction
{
    Read,
    Leave,

    /// <summary>Write, change what one wrote, react, pin.</summary>
    Post,

    DeleteOthers,

    /// <summary>Add members, make invites.</summary>
    Invite,

    /// <summary>Change name, topic and avatar.</summary>
    Describe,

    /// <summary>Remove, ban, and change the role of those below, to a role below one's own.</summary>
    Govern,

    /// <summary>Archive, delete, hand over; say who may find it and what newcomers may read.</summary>
    Own,
}

/// <summary>The one place that says which role may do what: the table of docs/protocol.md, section 5.</summary>
public static class Permissions
{
    /// <summary>The lowest role that may do it: whatever is above may too.</summary>
    private static readonly FrozenDictionary<ChannelAction, MemberRole> Lowest = new Dictionary<ChannelAction, MemberRole>
    {
        [ChannelAction.Read] = MemberRole.Readonly,
        [ChannelAction.Leave] = MemberRole.Readonly,
        [ChannelAction.Post] = MemberRole.Member,
        [ChannelAction.DeleteOthers] = MemberRole.Moderator,
        [ChannelAction.Invite] = MemberRole.Moderator,
        [ChannelAction.Describe] = MemberRole.Moderator,
        [ChannelAction.Govern] = MemberRole.Moderator,
        [ChannelAction.Own] = MemberRole.Owner,
    }.ToFrozenDictionary();

    public static bool May(this MemberRole role, ChannelAction action) => role <= Lowest[action];

    public static bool IsAbove(this MemberRole role, MemberRole other) => role < other;
}
