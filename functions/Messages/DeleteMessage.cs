using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Messages;

/// <summary>Event <c>delete</c>: its author, or who moderates, takes a message back. Its number stays.</summary>
public sealed class DeleteMessage(Sending sending)
{
    [Function(nameof(DeleteMessage))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/delete")] HttpRequest request,
        CancellationToken cancellationToken) =>
        sending.AnswerAsync(request, (input, senderId, _) => DraftInput.Change(EntryKind.Delete, input, senderId), cancellationToken);
}
