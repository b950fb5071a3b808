using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Channels;

/// <summary>Finds public channels by the beginning of their name.</summary>
public sealed class ListPublicChannels(PublicChannels channels)
{
    [Function(nameof(ListPublicChannels))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "channels")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var limit = QueryInput.Limit(request.Query);
        var after = PublicName.FromCursor(request.Query["after"].ToString())
            ?? throw ChatException.Invalid("after", "after must be the next of an earlier page.");
        var prefix = request.Query.ContainsKey("query") ? SearchText.Read(request.Query, ChatLimits.ChannelNameCharacters) : "";
        var found = await channels.FindAsync(prefix, after, limit + 1, cancellationToken);
        var more = found.Count > limit;
        return ChatJson.Result(new
        {
            Channels = found.Take(limit).Select(channel => new
            {
                channel.ChannelId, channel.Name, channel.Topic, channel.AvatarUrl, channel.MemberCount,
            }),
            More = more,
            Next = more ? PublicName.ToCursor(found[limit - 1].PublicName!) : null,
        });
    }
}
