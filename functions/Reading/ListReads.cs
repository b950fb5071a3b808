using Chat.Functions.Channels;
using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Reading;

/// <summary>Who has read a small channel up to where. A constant number of requests: its members are few.</summary>
public sealed class ListReads(Memberships memberships, UserChannels userChannels, ReceiptSettings settings)
{
    [Function(nameof(ListReads))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "channels/{channelId}/reads")] HttpRequest request,
        string channelId,
        CancellationToken cancellationToken)
    {
        var limit = QueryInput.Limit(request.Query);
        var after = request.Query.TryGetValue("after", out var text) ? text.ToString() : "";
        var userId = Caller.Of(request).UserId;
        await memberships.RequirePresentAsync(channelId, userId, cancellationToken);

        var members = await memberships.ListSharingAsync(channelId, ReadReceipts.MostMembers + 1, cancellationToken);
        if (members.Count > ReadReceipts.MostMembers)
        {
            throw ChatException.TooLarge("channelId", $"Receipts are for channels of up to {ReadReceipts.MostMembers} members.");
        }

        List<string> shown = [.. members.Union([userId])];
        var finding = userChannels.FindManyAsync(channelId, shown, cancellationToken);
        var off = await settings.FindOffAsync(shown, cancellationToken);
        var reads = (await finding)
            .Where(channel => channel.ReadSeq > 0 && (channel.UserId == userId || !off.Contains(channel.UserId)))
            .Where(channel => string.CompareOrdinal(channel.UserId, after) > 0)
            .OrderBy(channel => channel.UserId, StringComparer.Ordinal).ToList();
        return ChatJson.Result(new
        {
            Reads = reads.Take(limit).Select(channel => new { channel.UserId, Seq = channel.ReadSeq, At = channel.ReadAt }),
            More = reads.Count > limit,
        });
    }
}
