namespace Chat.Functions.Presence;

/// <summary>The Web PubSub groups of what is no entry.</summary>
public static class PresenceGroup
{
    /// <summary>Carries one user's presence to those who watch it.</summary>
    public static string Of(string userId) => "p:" + userId;

    /// <summary>Carries who is typing in a channel, from client to client.</summary>
    public static string OfTyping(string channelId) => "t:" + channelId;
}
