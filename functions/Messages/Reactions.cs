using ReactionMap = System.Collections.Generic.IReadOnlyDictionary<string, System.Collections.Generic.IReadOnlyList<string>>;

namespace Chat.Functions.Messages;

/// <summary>Who reacted to a message with what. A map is never changed, and none is kept empty.</summary>
public static class Reactions
{
    public static int Count(ReactionMap? reactions) => reactions?.Values.Sum(users => users.Count) ?? 0;

    /// <summary>About how long it is as JSON.</summary>
    public static int Bytes(ReactionMap? reactions) =>
        reactions?.Sum(one => (one.Key.Length * 3) + one.Value.Sum(user => user.Length + 3)) ?? 0;

    public static ReactionMap Add(ReactionMap? reactions, string reaction, string userId)
    {
        var users = reactions?.GetValueOrDefault(reaction) ?? [];
        return reactions is not null && users.Contains(userId)
            ? reactions
            : new Dictionary<string, IReadOnlyList<string>>(reactions ?? Nothing) { [reaction] = [.. users, userId] };
    }

    public static ReactionMap? Remove(ReactionMap? reactions, string reaction, string userId)
    {
        if (reactions?.GetValueOrDefault(reaction) is not { } users || !users.Contains(userId))
        {
            return reactions;
        }

        var left = users.Where(user => user != userId).ToList();
        // Built anew, since a dictionary that had something removed no longer keeps the order of what is added.
        var rest = reactions.Where(one => one.Key != reaction || left.Count > 0)
            .ToDictionary(one => one.Key, one => one.Key == reaction ? left : one.Value);
        return rest.Count == 0 ? null : rest;
    }

    /// <summary>Without anything of one user's.</summary>
    public static ReactionMap? Without(ReactionMap? reactions, string userId) => (reactions?.Keys ?? [])
        .Aggregate(reactions, (left, reaction) => Remove(left, reaction, userId));

    private static readonly ReactionMap Nothing = new Dictionary<string, IReadOnlyList<string>>();
}
