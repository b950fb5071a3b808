using Chat.Functions.Channels;
using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Messages;

public sealed class ReadHistory(Memberships memberships, History history, IOptions<ChatLimits> limits)
{
    [Function(nameof(ReadHistory))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "channels/{channelId}/entries")] HttpRequest request,
        string channelId,
        CancellationToken cancellationToken)
    {
        var page = HistoryPage.Parse(request.Query);
        var member = await memberships.RequirePresentAsync(channelId, Caller.Of(request).UserId, cancellationToken);
        page = page with { From = member.HistoryFrom ?? 1 };

        var epoch = limits.Value.Epoch;
        var isElsewhere = page.Epoch is { } held && held != epoch;
        var part = isElsewhere ? null : await history.ReadAsync(channelId, page, cancellationToken);
        var isReset = part is not { IsElsewhere: false };
        if (isReset)
        {
            // The device holds numbers that are not of this history: it starts anew, from the newest.
            page = page with { After = null, Before = null, Around = null, Selection = null };
            part = await history.ReadAsync(channelId, page, cancellationToken);
        }

        return ChatJson.Result(new
        {
            ChannelId = channelId,
            Epoch = epoch,
            Entries = page.NewestFirst ? part!.Entries.Reverse() : part!.Entries,
            part.More,
            part.MoreAfter,
            FirstSeq = page.Selection is null || isReset ? part.FirstSeq(page.After) : null,
            Reset = isReset ? true : (bool?)null,
        });
    }
}
