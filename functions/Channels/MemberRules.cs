using Chat.Functions.Platform;

namespace Chat.Functions.Channels;

/// <summary>How members come, go, and change. Pure: each says what is to be stored for what is there, null when it is so
/// already, or why not.</summary>
public static class MemberRules
{
    private const string UserIdField = "userId";

    /// <summary>Adds the subject, or gives it another role.</summary>
    /// <param name="role">Null for a member's present one, and for <c>member</c>.</param>
    public static Change? Put(ChannelState state, MemberRole? role, int mostMembers, DateTimeOffset now)
    {
        if (state.Subject is not { IsPresent: true } member)
        {
            return Add(state, role ?? MemberRole.Member, mostMembers, now);
        }

        var isSo = role is null || role == member.Role;
        state.Require(isSo ? ChannelAction.Invite : role == MemberRole.Owner ? ChannelAction.Own : ChannelAction.Govern);
        return isSo ? null : role == MemberRole.Owner ? HandOver(state, member, now) : ChangeRole(state, member, role!.Value, now);
    }

    /// <summary>The subject goes: by itself, or taken out by one above.</summary>
    public static Change? Remove(ChannelState state, DateTimeOffset now)
    {
        if (state.Request.ActorId == state.Request.SubjectId)
        {
            return Leave(state, now);
        }

        var actor = state.Require(ChannelAction.Govern);
        return state.Subject is { IsPresent: true } member
            ? state.Begin(now).Then(OperationKind.Leave, Below(actor, member) with { RemovedAt = now })
            : null;
    }

    /// <summary>Removes the subject and keeps it out, also one that never was a member.</summary>
    public static Change? Ban(ChannelState state, DateTimeOffset now)
    {
        var actor = state.Require(ChannelAction.Govern);
        var subject = state.Subject
            ?? new MemberDocument(state.Channel.ChannelId, state.Request.SubjectId, MemberRole.Member, now, RemovedAt: now);
        if (subject.BannedAt is not null)
        {
            return null;
        }

        var removed = subject.IsPresent ? Below(actor, subject) with { RemovedAt = now } : subject;
        var change = subject.IsPresent ? state.Begin(now).Then(OperationKind.Leave, removed) : state.Begin(now);
        return change.Then(OperationKind.Ban, removed with { BannedAt = now });
    }

    public static Change? Unban(ChannelState state, DateTimeOffset now)
    {
        state.Require(ChannelAction.Govern);
        return state.Subject is { BannedAt: not null } banned
            ? state.Begin(now).Then(OperationKind.Unban, banned with { BannedAt = null })
            : null;
    }

    /// <summary>Who acts joins a public channel.</summary>
    public static Change? JoinPublic(ChannelState state, int mostMembers, DateTimeOffset now) =>
        IsIn(state) ? null : state.Channel.IsPublic ? Join(state, mostMembers, now) : throw ChannelId.NotFound();

    /// <summary>Who acts joins by an invite, and uses it.</summary>
    public static Change? JoinInvited(ChannelState state, InviteToken token, int mostMembers, DateTimeOffset now)
    {
        if (IsIn(state))
        {
            // By this invite perhaps, whose last use it was: the same request again gets the same answer.
            return null;
        }

        // Of a channel that is gone, or keeps this user out, nothing is to be learnt but what a wrong token says.
        if (state.Invite is not { } stored || !stored.Invite.Admits(token, now) || !MayJoin(state))
        {
            throw InviteToken.NotFound();
        }

        return Join(state, mostMembers, now) with { Used = stored };
    }

    private static bool IsIn(ChannelState state) => state.Channel.DeletedAt is null && state.Actor is { IsPresent: true };

    private static bool MayJoin(ChannelState state) =>
        state.Channel is { DeletedAt: null, Kind: ChannelKind.Group } && state.Actor?.BannedAt is null;

    private static Change Join(ChannelState state, int mostMembers, DateTimeOffset now)
    {
        if (!MayJoin(state))
        {
            throw ChannelId.NotFound();
        }

        // Leaving and coming back is no way to be allowed to write.
        var role = state.Actor?.Role == MemberRole.Readonly ? MemberRole.Readonly : MemberRole.Member;
        return Enter(state, role, mostMembers, "members", now);
    }

    private static Change Add(ChannelState state, MemberRole role, int mostMembers, DateTimeOffset now)
    {
        var actor = state.Require(ChannelAction.Invite);
        if (state.Subject?.BannedAt is not null)
        {
            throw ChatException.Conflict(UserIdField, "This user is banned here.");
        }

        return actor.Role.IsAbove(role) ? Enter(state, role, mostMembers, UserIdField, now) : throw TooHigh();
    }

    private static Change Enter(ChannelState state, MemberRole role, int mostMembers, string fieldWhenFull, DateTimeOffset now)
    {
        if (state.Channel.MemberCount >= mostMembers)
        {
            throw ChatException.Conflict(fieldWhenFull, $"A group has at most {mostMembers} members.");
        }

        var member = new MemberDocument(state.Channel.ChannelId, state.Request.SubjectId, role, now)
        {
            HistoryFrom = state.HistoryFrom,
        };
        return state.Begin(now).Then(OperationKind.Join, member);
    }

    private static Change? Leave(ChannelState state, DateTimeOffset now)
    {
        if (state.Actor is { IsPresent: false })
        {
            return null;
        }

        var actor = state.Require(ChannelAction.Leave);
        return actor.Role == MemberRole.Owner && state.Channel.MemberCount > 1
            ? throw ChatException.Conflict(UserIdField, "The owner hands the channel over before leaving.")
            : state.Begin(now).Then(OperationKind.Leave, actor with { RemovedAt = now });
    }

    private static Change ChangeRole(ChannelState state, MemberDocument member, MemberRole role, DateTimeOffset now)
    {
        var actor = state.Actor!;
        return actor.Role.IsAbove(role)
            ? state.Begin(now).Then(OperationKind.Role, Below(actor, member) with { Role = role })
            : throw TooHigh();
    }

    /// <summary>There is one owner at any time.</summary>
    private static Change HandOver(ChannelState state, MemberDocument member, DateTimeOffset now) => state.Begin(now)
        .Then(OperationKind.Role, state.Actor! with { Role = MemberRole.Moderator })
        .Then(OperationKind.Role, member with { Role = MemberRole.Owner });

    private static MemberDocument Below(MemberDocument actor, MemberDocument member) => actor.Role.IsAbove(member.Role)
        ? member
        : throw ChatException.Forbidden(UserIdField, "This member's role is not below yours.");

    private static ChatException TooHigh() => ChatException.Forbidden("role", "You may only give roles below your own.");
}
