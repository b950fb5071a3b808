using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Channels;

public sealed class ReadChannel(Memberships memberships)
{
    [Function(nameof(ReadChannel))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "channels/{channelId}")] HttpRequest request,
        string channelId,
        CancellationToken cancellationToken)
    {
        await memberships.RequireMemberAsync(channelId, Caller.Of(request).UserId, cancellationToken);
        var roster = await memberships.ReadAsync(channelId, cancellationToken);
        var (channel, members) = (roster.Channel, roster.Members.Select(m => new { m.UserId, m.Role, m.JoinedAt }));
        return ChatJson.Result(new
        {
            channel.ChannelId,
            channel.Kind,
            channel.Name,
            channel.CreatedAt,
            channel.CreatedBy,
            Members = members,
        });
    }
}
