using System.Security.Cryptography;
using System.Text;
using Chat.Functions.Channels;
using Chat.Functions.Presence;

namespace Chat.Functions.Connections;

/// <summary>What a user's connections may receive and publish.</summary>
/// <param name="Channels">Whose entries they get.</param>
/// <param name="Typing">Where they see who is typing from the start.</param>
/// <param name="Typists">And of these, where they may say so themselves.</param>
/// <param name="Watched">Whose presence they follow.</param>
public sealed record ConnectionAccess(
    IReadOnlyList<MyChannel> Channels, IReadOnlyList<string> Typing, IReadOnlyList<string> Typists, IReadOnlyList<string> Watched)
{
    private const string SendRole = "webpubsub.sendToGroup.";

    public IReadOnlyList<string> Groups =>
    [
        .. Channels.Select(channel => ChannelGroup.Name(channel.ChannelId)),
        .. Typing.Select(PresenceGroup.OfTyping),
        .. Watched.Select(PresenceGroup.Of),
    ];

    public IReadOnlyList<string> Roles => [.. Typists.Select(channelId => SendRole + PresenceGroup.OfTyping(channelId))];

    /// <summary>Two of the same digest are the same: a header could not hold all of it.</summary>
    public string Digest()
    {
        var names = string.Join('\n', Groups.Concat(Roles).Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(names)));
    }
}
