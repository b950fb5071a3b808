using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Retention;

/// <summary>Begins an erasure, or carries it on: an administrator repeats it until it is done.</summary>
public sealed class EraseUser(Erasures erasures, ErasureWork work, TimeProvider time)
{
    // Not below "admin", which the Functions host keeps to itself.
    [Function(nameof(EraseUser))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "erasures/{erasureId}")] HttpRequest request,
        string erasureId,
        CancellationToken cancellationToken)
    {
        Caller.AdminOf(request);
        var input = await JsonInput.ReadAsync(request, cancellationToken);
        input.Only("userId");
        var userId = input.Text("userId");
        if (!UserId.IsValid(userId))
        {
            throw ChatException.Invalid("userId", $"'{ChatError.Quote(userId)}' can be no user id.");
        }

        var asked = new Erasure(ErasureId.Check(erasureId), userId, time.GetUtcNow());
        var stored = await erasures.FindOrCreateAsync(asked, cancellationToken);
        return stored.Erasure.UserId == userId
            ? ErasureAnswer.Of(await work.ContinueAsync(stored, cancellationToken))
            : throw ChatException.Invalid("userId", "This erasure is of another user.");
    }
}
