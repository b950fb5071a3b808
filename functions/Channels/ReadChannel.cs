using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Channels;

public sealed class ReadChannel(ChannelStore channels, Memberships memberships)
{
    [Function(nameof(ReadChannel))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "channels/{channelId}")] HttpRequest request,
        string channelId,
        CancellationToken cancellationToken)
    {
        var me = await memberships.RequireMemberAsync(channelId, Caller.Of(request).UserId, cancellationToken);
        if (await channels.FindAsync(channelId, cancellationToken) is not { Channel: { DeletedAt: null } channel })
        {
            throw ChannelId.NotFound();
        }

        var count = channel.MemberCount ?? await memberships.CountAsync(channelId, cancellationToken);
        return ChatJson.Result(ChannelDetails.Of(channel with { MemberCount = count }, me));
    }
}
