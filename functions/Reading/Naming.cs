using Chat.Functions.Messages;

namespace Chat.Functions.Reading;

public static class Naming
{
    /// <summary>Whether an entry, as it stands, is a message that names this user. One's own does not count, and one that calls
    /// everybody is counted as such.</summary>
    public static bool Names(this Entry entry, string userId) =>
        entry is { IsLiveMessage: true, MentionsChannel: false }
        && entry.SenderId != userId
        && entry.Mentions?.Contains(userId) == true;
}
