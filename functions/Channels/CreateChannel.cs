using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Channels;

/// <summary>Creates a channel, or finds the one that this request has created already.</summary>
public sealed class CreateChannel(
    Memberships memberships,
    DirectBlocks blocks,
    ChannelAnnouncement announcement,
    RateLimits rates,
    IOptions<ChatLimits> limits,
    TimeProvider time)
{
    [Function(nameof(CreateChannel))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "channels")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        var draft = ChannelDraft.Parse(await JsonInput.ReadAsync(request, cancellationToken), caller.UserId, limits.Value);

        rates.Take(RatedAction.Creation, caller.UserId);
        var roster = draft.ToRoster(caller.UserId, time.GetUtcNow());
        var created = draft.Kind == ChannelKind.Direct
            ? await blocks.CreateAsync(
                draft.ChannelId, alongside => memberships.CreateAsync(roster, alongside, cancellationToken), cancellationToken)
            : await memberships.CreateAsync(roster, null, cancellationToken);
        if (!created)
        {
            rates.GiveBack(RatedAction.Creation, caller.UserId);
            roster = await memberships.ReadAsync(draft.ChannelId, cancellationToken);
        }

        var me = roster.Members.FirstOrDefault(member => member.UserId == caller.UserId)
            ?? throw ChannelId.NotFound();
        // Also when it existed: the first try may have ended between storing and announcing.
        await announcement.SendAsync(roster, cancellationToken);
        return ChatJson.Result(roster.SeenBy(me), created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }
}
