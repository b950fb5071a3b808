using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Messages;

/// <summary>Event <c>react</c>.</summary>
public sealed class AddReaction(Sending sending)
{
    [Function(nameof(AddReaction))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/react")] HttpRequest request,
        CancellationToken cancellationToken) =>
        sending.AnswerAsync(request, (input, senderId, _) => DraftInput.Reaction(EntryKind.React, input, senderId), cancellationToken);
}
