using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Messages;

/// <summary>Event <c>pin</c>.</summary>
public sealed class PinMessage(Sending sending)
{
    [Function(nameof(PinMessage))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/pin")] HttpRequest request,
        CancellationToken cancellationToken) =>
        sending.AnswerAsync(request, (input, senderId, _) => DraftInput.Change(EntryKind.Pin, input, senderId), cancellationToken);
}
