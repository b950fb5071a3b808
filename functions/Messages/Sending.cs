using Chat.Functions.Channels;
using Chat.Functions.Connections;
using Chat.Functions.Platform;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Messages;

/// <summary>What all events do that put something into a log: check, store, deliver, and only then acknowledge. A crash in
/// between means no acknowledgement, and the sender's retry finds the entry and delivers it again.</summary>
public sealed class Sending(
    Memberships memberships, ChannelStore channels, LogWriters writers, RateLimits rates, IOptions<ChatLimits> limits, TimeProvider time)
{
    public delegate Draft Parse(JsonInput input, string senderId, ChatLimits limits);

    /// <summary>Whatever a service behind does: by then the sender has an answer.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public async Task<IResult> AnswerAsync(HttpRequest request, Parse parse, CancellationToken cancellationToken)
    {
        var senderId = UpstreamEvent.Of(request).UserId;
        var input = await JsonInput.ReadAsync(request, cancellationToken);
        request.HttpContext.Features.Set(
            new EventAnswer.About(input.TextOrNull("channelId"), input.TextOrNull(ClientId.Field)));
        var draft = parse(input, senderId, limits.Value);
        // Before anything is read: a flood is to cost nothing behind here.
        rates.Take(RatedAction.Send, senderId);

        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var entry = await SendAsync(draft, either.Token);
        return EventAnswer.Frame(new { Type = "sent", entry.ChannelId, entry.ClientId, entry.Seq, entry.CreatedAt });
    }

    private async Task<Entry> SendAsync(Draft draft, CancellationToken cancellationToken)
    {
        try
        {
            return await writers.SendAsync(draft, PermitAsync(draft, cancellationToken), cancellationToken);
        }
        catch (ChatException refusal) when (refusal.Error.Code == ErrorCode.Conflict)
        {
            // A closed log does not say why, and one that is deleted is gone for everybody.
            throw await channels.FindAsync(draft.ChannelId, cancellationToken) is { Channel.DeletedAt: not null }
                ? ChannelId.NotFound()
                : refusal;
        }
    }

    /// <returns>Whether the sender may delete what others wrote.</returns>
    private async Task<bool> PermitAsync(Draft draft, CancellationToken cancellationToken)
    {
        var member = await memberships.RequireMemberAsync(draft.ChannelId, draft.Entry.SenderId, cancellationToken);
        if (member.Blocked)
        {
            throw ChatException.Forbidden("channelId", "One of you two blocks the other.");
        }

        member.Require(ChannelAction.Post);

        return draft.Entry.Target < member.HistoryFrom
            ? throw ChatException.NotFound("target", "There is no such message.")
            : member.Role.May(ChannelAction.DeleteOthers);
    }
}
