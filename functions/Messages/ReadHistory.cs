using Chat.Functions.Channels;
using Chat.Functions.Platform;
using Chat.Functions.Users;
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
        var (found, more) = page.After is { } after
            ? await ReadAboveAsync(channelId, after, page.Limit, cancellationToken)
            : await ReadBelowAsync(channelId, page.Before, page.Limit, cancellationToken);
        return ChatJson.Result(new { ChannelId = channelId, Entries = found, More = more });
    }

    private async Task<(IReadOnlyList<Entry> Entries, bool More)> ReadAboveAsync(
        string channelId, long after, int limit, CancellationToken cancellationToken)
    {
        // One more than asked for tells whether there are more.
        var found = await entries.ReadRangeAsync(channelId, after + 1, after + limit + 1, cancellationToken);
        return (found.Take(limit).ToList(), found.Count > limit);
    }

    private async Task<(IReadOnlyList<Entry> Entries, bool More)> ReadBelowAsync(
        string channelId, long? before, int limit, CancellationToken cancellationToken)
    {
        // Without gaps, only a number above the head has not all of its page below it: then the last ones are meant.
        var found = before is { } number
            ? await entries.ReadRangeAsync(channelId, Math.Max(1, number - limit), number - 1, cancellationToken)
            : [];
        if (before is not 1 && (before is null || found.Count < Math.Min(limit, before.Value - 1)))
        {
            found = await entries.ReadLastAsync(channelId, limit, cancellationToken);
            found.Reverse();
        }

        return (found, found is [{ Seq: > 1 }, ..]);
    }
}
