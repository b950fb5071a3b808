using Chat.Functions.Platform;

namespace Chat.Functions.Reading;

/// <summary>Which part of a user's channels is asked for.</summary>
/// <param name="After">Where the page before ended; null for the first.</param>
public sealed record ChannelListPage(int Limit, ChannelPlace? After)
{
    public static ChannelListPage Parse(IQueryCollection query)
    {
        var limit = QueryInput.Limit(query, ChatLimits.ListedChannels, ChatLimits.ListedChannels);
        return new ChannelListPage(limit, query.TryGetValue("after", out var text) ? ChannelPlace.Parse(text.ToString()) : null);
    }
}
