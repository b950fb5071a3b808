namespace Chat.Functions.Channels;

/// <summary>How a channel itself changes. Pure, as <see cref="MemberRules"/> are.</summary>
public static class ChannelRules
{
    public static Change? Update(ChannelState state, ChannelUpdate update, DateTimeOffset now)
    {
        state.Require(ChannelAction.Read);
        foreach (var action in update.Actions)
        {
            state.Require(action);
        }

        var updated = update.Apply(state.Channel);
        return updated == state.Channel ? null : state.Begin(now).Then(OperationKind.Update, updated);
    }

    public static Change? Archive(ChannelState state, DateTimeOffset now)
    {
        state.Require(ChannelAction.Own);
        return state.Channel.ArchivedAt is null
            ? state.Begin(now).Then(OperationKind.Archive, state.Channel with { ArchivedAt = now })
            : null;
    }

    public static Change? Unarchive(ChannelState state, DateTimeOffset now)
    {
        state.Require(ChannelAction.Own);
        return state.Channel.ArchivedAt is null
            ? null
            : state.Begin(now).Then(OperationKind.Unarchive, state.Channel with { ArchivedAt = null });
    }

    public static Change? Delete(ChannelState state, DateTimeOffset now)
    {
        if (state is { Channel.DeletedAt: not null, Actor.Role: MemberRole.Owner })
        {
            // Its owner asks again, who need not be a member any more by now.
            return null;
        }

        state.Require(ChannelAction.Own);
        return state.Begin(now).Then(OperationKind.Delete, state.Channel with { DeletedAt = now });
    }
}
