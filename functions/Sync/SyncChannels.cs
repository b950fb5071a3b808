using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Sync;

/// <summary>Brings a device up to date with all its user's channels. A POST for its body's size; it changes nothing.</summary>
public sealed class SyncChannels(Syncing syncing)
{
    [Function(nameof(SyncChannels))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sync")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var userId = Caller.Of(request).UserId;
        var input = SyncRequest.Parse(await JsonInput.ReadAsync(request, cancellationToken));
        return ChatJson.Result(await syncing.SyncAsync(userId, input, cancellationToken));
    }
}
