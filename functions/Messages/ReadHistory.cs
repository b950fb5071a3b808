using Chat.Functions.Channels;
using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Messages;

public sealed class ReadHistory(Memberships memberships, Entries entries)
{
    [Function(nameof(ReadHistory))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "channels/{channelId}/entries")] HttpRequest request,
        string channelId,
        CancellationToken cancellationToken)
    {
        var page = HistoryPage.Parse(request.Query);
        await memberships.RequireMemberAsync(channelId, Caller.Of(request).UserId, cancellationToken);
        var (found, more) = await page.ReadAsync(entries, channelId, cancellationToken);
        return ChatJson.Result(new { ChannelId = channelId, Entries = found, More = more });
    }
}
