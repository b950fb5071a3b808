using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Channels;

/// <summary>Adds a member, gives one another role, or hands the channel over.</summary>
public sealed class PutMember(ChannelChanges changes, IOptions<ChatLimits> limits)
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
        var state = await changes.ChangeAsync(
            ChangeRequest.About(channelId, Caller.Of(request).UserId, userId),
            (state, now) => MemberRules.Put(state, role, limits.Value.GroupMembers, now),
            cancellationToken);
        return ChatJson.Result(Member.Of(state.Subject!));
    }
}
