using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Retention;

/// <summary>How far an erasure has come.</summary>
public sealed class ReadErasure(Erasures erasures)
{
    [Function(nameof(ReadErasure))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "erasures/{erasureId}")] HttpRequest request,
        string erasureId,
        CancellationToken cancellationToken)
    {
        Caller.AdminOf(request);
        var stored = await erasures.FindAsync(ErasureId.Check(erasureId), cancellationToken) ?? throw ErasureId.NotFound();
        return ErasureAnswer.Of(stored.Erasure);
    }
}
