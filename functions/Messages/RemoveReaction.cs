using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Messages;

/// <summary>Event <c>unreact</c>.</summary>
public sealed class RemoveReaction(Sending sending)
{
    [Function(nameof(RemoveReaction))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/unreact")] HttpRequest request,
        CancellationToken cancellationToken) =>
        sending.AnswerAsync(request, (input, senderId, _) => DraftInput.Reaction(EntryKind.Unreact, input, senderId), cancellationToken);
}
