using Chat.Functions.Platform;
using Chat.Functions.Users;

namespace Chat.Functions.Channels;

/// <summary>Who wants something changed in which channel.</summary>
/// <param name="SubjectId">The one it is about, who may be the same.</param>
/// <param name="InviteId">The invite that allows it, if one does.</param>
public sealed record ChangeRequest(string ChannelId, string ActorId, string SubjectId, string? InviteId = null)
{
    /// <summary>About the channel, or the one who acts.</summary>
    public static ChangeRequest By(string channelId, string userId) => new(channelId, userId, userId);

    /// <summary>That there is no such channel is what an invite must not tell either.</summary>
    public ChatException NotFound() => InviteId is null ? Channels.ChannelId.NotFound() : InviteToken.NotFound();

    /// <summary>About the user that a request's path names.</summary>
    public static ChangeRequest About(string channelId, string actorId, string userId) => UserId.IsValid(userId)
        ? new ChangeRequest(channelId, actorId, userId)
        : throw ChatException.Invalid("userId", $"'{ChatError.Quote(userId)}' can be no user id.");
}

/// <summary>A channel's document as it was read.</summary>
public sealed record StoredChannel(ChannelDocument Channel, string ETag);

/// <summary>All that a change is decided by. The channel was read before the rest, so as long as its etag stands, so does
/// that.</summary>
/// <param name="Channel">With its members counted.</param>
/// <param name="Actor">Null when the one who acts never was a member, as <paramref name="Subject"/>.</param>
/// <param name="HistoryFrom">The first entry that somebody who joins now may read; null for all.</param>
public sealed record ChannelState(
    ChangeRequest Request,
    StoredChannel Stored,
    ChannelDocument Channel,
    MemberDocument? Actor,
    MemberDocument? Subject,
    long? HistoryFrom = null,
    StoredInvite? Invite = null)
{
    /// <summary>The one who acts, as a member who may do this.</summary>
    /// <exception cref="ChatException">It is none, may not, or this is not done in a channel of two.</exception>
    public MemberDocument Require(ChannelAction action)
    {
        if (Channel.DeletedAt is not null || Actor is not { IsPresent: true })
        {
            throw ChannelId.NotFound();
        }

        if (Channel.Kind == ChannelKind.Direct && action != ChannelAction.Read)
        {
            throw ChatException.Forbidden("channelId", "A 1-on-1 channel stays as it is.");
        }

        return Actor.Require(action);
    }

    public Change Begin(DateTimeOffset now) => new(Channel, Request.ActorId, now);

    /// <summary>What it has become by a change.</summary>
    public ChannelState After(Change change) => this with
    {
        Channel = change.Channel,
        Actor = change.Members.FirstOrDefault(member => member.UserId == Request.ActorId) ?? Actor,
        Subject = change.Members.FirstOrDefault(member => member.UserId == Request.SubjectId) ?? Subject,
    };
}
