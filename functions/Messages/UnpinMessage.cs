using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Messages;

/// <summary>Event <c>unpin</c>.</summary>
public sealed class UnpinMessage(Sending sending)
{
    [Function(nameof(UnpinMessage))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/unpin")] HttpRequest request,
        CancellationToken cancellationToken) =>
        sending.AnswerAsync(request, (input, senderId, _) => DraftInput.Change(EntryKind.Unpin, input, senderId), cancellationToken);
}
