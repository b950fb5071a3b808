using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Chat.Functions.Presence;

/// <summary>A channel that a connection has open.</summary>
/// <param name="UserIds">The members whose presence it therefore follows.</param>
public sealed record WatchedChannel(string ChannelId, IReadOnlyList<string> UserIds);

/// <summary>What a connection has open: a document of container <c>users</c>, in its user's partition. Web PubSub does not tell which
/// groups a connection is in, so what is to be left later is kept here.</summary>
public sealed record WatchDocument(string UserId, string ConnectionId)
{
    public const string DocumentType = "watch";

    public string Id => IdOf(ConnectionId);

    public string Type { get; } = DocumentType;

    /// <summary>In seconds, by Cosmos DB, from the last change: connections leave nothing behind for long.</summary>
    [JsonPropertyName("ttl")]
    public int ExpirySeconds { get; } = 86_400;

    /// <summary>The one opened last comes last.</summary>
    public ImmutableList<WatchedChannel> Channels { get; init; } = [];

    /// <summary>What the document is found by.</summary>
    public IEnumerable<string> ChannelIds => Channels.Select(channel => channel.ChannelId);

    public static string IdOf(string connectionId) => "watch:" + connectionId;

    /// <summary>Opens a channel; of more than <paramref name="most"/> the one opened first is closed.</summary>
    public WatchDocument Open(WatchedChannel channel, int most)
    {
        var channels = Close(channel.ChannelId).Channels.Add(channel);
        return this with { Channels = channels.RemoveRange(0, Math.Max(0, channels.Count - most)) };
    }

    public WatchDocument Close(string channelId) => this with { Channels = Channels.RemoveAll(channel => channel.ChannelId == channelId) };

    /// <summary>Whom this follows and the later state does not.</summary>
    public IReadOnlyList<string> LeftIn(WatchDocument later) =>
        [.. UserIds.Except(later.UserIds)];

    /// <summary>The channels this has open and the later state does not.</summary>
    public IReadOnlyList<string> ClosedIn(WatchDocument later) =>
        [.. ChannelIds.Except(later.ChannelIds)];

    private IEnumerable<string> UserIds => Channels.SelectMany(channel => channel.UserIds);
}
