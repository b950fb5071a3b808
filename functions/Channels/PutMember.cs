using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Channels;

/// <summary>Adds a member, gives one another role, or hands the channel over.</summary>
public sealed class PutMember(ChannelChanges changes, RateLimits rates, IOptions<ChatLimits> limits)
{
    private const string RoleField = "role";

    [Function(nameof(PutMember))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "channels/{channelId}/members/{userId}")] HttpRequest request,
        string channelId,
        string userId,
        CancellationToken cancellationToken)
    {
        var input = await JsonInput.ReadAsync(request, cancellationToken);
        input.Only(RoleField);
        var role = MemberRoles.ReadOrNull(input, RoleField);
        var actorId = Caller.Of(request).UserId;
        var isCounted = false;
        var state = await changes.ChangeAsync(
            ChangeRequest.About(channelId, actorId, userId),
            (state, now) =>
            {
                var change = MemberRules.Put(state, role, limits.Value.GroupMembers, now);
                if (change is { Operations: [{ Kind: OperationKind.Join }] } && !isCounted)
                {
                    // Once, though it may be decided anew, and not what adds nobody.
                    rates.Take(RatedAction.Addition, actorId);
                    isCounted = true;
                }

                return change;
            },
            cancellationToken);
        return ChatJson.Result(Member.Of(state.Subject!));
    }
}
