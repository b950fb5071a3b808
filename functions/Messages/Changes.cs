using Chat.Functions.Platform;

namespace Chat.Functions.Messages;

/// <summary>Who may change which message.</summary>
public static class Changes
{
    /// <summary>Why a change is not to be made, or null.</summary>
    /// <param name="target">The message it names, as it stands; null when there is none.</param>
    /// <param name="moderates">Whether its sender may delete what others wrote.</param>
    public static ChatException? Refusal(Draft draft, Entry? target, bool moderates, DateTimeOffset now, ChatLimits limits)
    {
        if (target is not { IsLiveMessage: true })
        {
            return ChatException.NotFound("target", "There is no such message.");
        }

        var own = draft.Entry.SenderId == target.SenderId;
        return draft.Entry.Kind switch
        {
            EntryKind.Edit when !own => ChatException.Forbidden("target", "Only its author edits a message."),
            EntryKind.Edit when limits.EditWindowSeconds is { } window && now - target.CreatedAt > TimeSpan.FromSeconds(window) =>
                ChatException.Forbidden("target", $"A message can be edited for {window} seconds."),
            EntryKind.Delete when !own && !moderates =>
                ChatException.Forbidden("target", "Only its author or a moderator deletes a message."),
            EntryKind.React when Reactions.Count(target.Reactions) >= ChatLimits.Reactions =>
                ChatException.TooLarge("reaction", $"A message has at most {ChatLimits.Reactions} reactions."),
            _ => null,
        };
    }
}
