using Chat.Functions.Channels;
using Chat.Functions.Connections;
using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Messages;

/// <summary>Event <c>message</c>: checks, stores, delivers, and only then acknowledges. A crash in between means no
/// acknowledgement, and the sender's retry finds the entry and delivers it again.</summary>
public sealed class SendMessage(
    Memberships memberships, ChannelLog log, WebPubSubHub hub, IOptions<ChatLimits> limits, TimeProvider time)
{
    /// <summary>Whatever a service behind does: by then the sender has an answer, and the channel's turn is another's.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Function(nameof(SendMessage))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/message")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var senderId = UpstreamEvent.Of(request).UserId;
        var input = await JsonInput.ReadAsync(request, cancellationToken);
        request.HttpContext.Features.Set(
            new EventAnswer.About(input.TextOrNull("channelId"), input.TextOrNull(ClientId.Field)));
        var draft = Draft.Parse(input, senderId, limits.Value);

        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var entry = await StoreAndDeliverAsync(draft, either.Token);
        return EventAnswer.Frame(new { Type = "sent", entry.ChannelId, entry.ClientId, entry.Seq, entry.CreatedAt });
    }

    private async Task<Entry> StoreAndDeliverAsync(Draft draft, CancellationToken cancellationToken)
    {
        var permission = memberships.RequireMemberAsync(draft.ChannelId, draft.SenderId, cancellationToken);
        var entry = await log.AppendAsync(draft, permission, cancellationToken);
        await hub.SendToGroupAsync(
            ChannelGroup.Name(draft.ChannelId), new { Type = "entry", Entry = entry }, cancellationToken);
        return entry;
    }
}
