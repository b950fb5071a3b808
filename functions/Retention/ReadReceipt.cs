using System.Globalization;
using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Retention;

/// <summary>What an erasure has redacted, a page at a time.</summary>
public sealed class ReadReceipt(Erasures erasures)
{
    [Function(nameof(ReadReceipt))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "erasures/{erasureId}/receipt")] HttpRequest request,
        string erasureId,
        CancellationToken cancellationToken)
    {
        Caller.AdminOf(request);
        var number = PageOf(request.Query);
        var stored = await erasures.FindAsync(ErasureId.Check(erasureId), cancellationToken) ?? throw ErasureId.NotFound();
        // A page that is not carried out yet says only what will be.
        var page = number <= stored.Erasure.Pages ? await erasures.FindPageAsync(erasureId, number, cancellationToken) : null;
        return ChatJson.Result(new
        {
            ErasureId = erasureId,
            Page = number,
            page?.Place.ChannelId,
            page?.Place.EraseSeq,
            Seqs = page?.Seqs ?? [],
            More = number < stored.Erasure.Pages,
        });
    }

    private static int PageOf(IQueryCollection query)
    {
        if (!query.TryGetValue("page", out var text))
        {
            return 1;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page >= 1
            ? page
            : throw ChatException.Invalid("page", "page must be a whole number from 1.");
    }
}
