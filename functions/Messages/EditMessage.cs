using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Messages;

/// <summary>Event <c>edit</c>: its author says it differently.</summary>
public sealed class EditMessage(Sending sending)
{
    [Function(nameof(EditMessage))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/edit")] HttpRequest request,
        CancellationToken cancellationToken) =>
        sending.AnswerAsync(request, DraftInput.Edit, cancellationToken);
}
