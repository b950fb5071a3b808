using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Messages;

/// <summary>Event <c>message</c>.</summary>
public sealed class SendMessage(Sending sending)
{
    [Function(nameof(SendMessage))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/message")] HttpRequest request,
        CancellationToken cancellationToken) =>
        sending.AnswerAsync(request, DraftInput.Message, cancellationToken);
}
