namespace Chat.Functions.Channels;

public static class ChannelGroup
{
    /// <summary>The Web PubSub group that carries a channel's entries.</summary>
    public static string Name(string channelId) => "c:" + channelId;
}
