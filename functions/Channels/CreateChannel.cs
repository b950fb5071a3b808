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

        var (channel, me) = created
            ? (roster.Channel, roster.Members[0])
            : await FindAsync(draft.ChannelId, caller.UserId, cancellationToken);
        // Also when it existed: the first try may have ended between storing and announcing.
        await projection.ProjectAsync(roster.Creation, cancellationToken);
        // In a channel of an earlier build the members do not say who the other one is.
        return ChatJson.Result(
            channel.SeenBy(me with { PeerId = draft.PeerId }), created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private async Task<(ChannelDocument Channel, MemberDocument Me)> FindAsync(
        string channelId, string userId, CancellationToken cancellationToken)
    {
        var me = await memberships.RequireMemberAsync(channelId, userId, cancellationToken);
        return await channels.FindAsync(channelId, cancellationToken) is { Channel: { DeletedAt: null } channel }
            ? (channel, me)
            : throw ChannelId.NotFound();
    }
}
