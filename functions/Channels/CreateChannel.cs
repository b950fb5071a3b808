using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Channels;

/// <summary>Creates a channel, or finds the one that this request has created already.</summary>
public sealed class CreateChannel(
    ChannelStore channels,
    Memberships memberships,
    DirectBlocks blocks,
    Projection projection,
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
                draft.ChannelId, alongside => channels.CreateAsync(roster, alongside, cancellationToken), cancellationToken)
            : await channels.CreateAsync(roster, null, cancellationToken);
        if (!created)
        {
            rates.GiveBack(RatedAction.Creation, caller.UserId);
        }

        var (channel, creation) = created
            ? (roster.Channel, roster.Creation)
            : (await FindAsync(draft.ChannelId, cancellationToken), await channels.FindOperationAsync(draft.ChannelId, 0, cancellationToken));
        var me = created ? roster.Members[0] : await memberships.RequireMemberAsync(draft.ChannelId, caller.UserId, cancellationToken);
        // Also when it existed: the first try may have ended between storing and announcing.
        await projection.ProjectAsync(creation ?? roster.Creation, cancellationToken);
        return ChatJson.Result(
            channel.SeenBy(me with { PeerId = draft.PeerId }), created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private async Task<ChannelDocument> FindAsync(string channelId, CancellationToken cancellationToken) =>
        await channels.FindAsync(channelId, cancellationToken) is { Channel: { DeletedAt: null } channel }
            ? channel
            : throw ChannelId.NotFound();
}
